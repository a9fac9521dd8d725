"""Copies made of known texts, as wire services, sites and editors make them; and texts that only look like copies.

What is made depends on the text and the seed alone. Every edit changes at least one word.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Sequence

Edit = Callable[[str, random.Random, Sequence[str]], str]

_BRITISH = {
    "organization": "organisation", "organizations": "organisations", "organize": "organise", "organized": "organised",
    "recognize": "recognise", "recognized": "recognised", "realize": "realise", "emphasize": "emphasise",
    "emphasized": "emphasised", "center": "centre", "centers": "centres", "theater": "theatre", "defense": "defence",
    "program": "programme", "programs": "programmes", "labor": "labour", "neighbor": "neighbour", "favor": "favour",
    "neighbors": "neighbours", "honor": "honour", "behavior": "behaviour", "color": "colour", "traveled": "travelled",
    "modernization": "modernisation", "stabilization": "stabilisation", "catalog": "catalogue", "dialog": "dialogue",
    "analyze": "analyse", "fulfill": "fulfil", "globalization": "globalisation", "mobilize": "mobilise",
    "civilization": "civilisation", "utilize": "utilise", "harbor": "harbour", "judgment": "judgement",
    "cooperation": "co-operation", "cooperate": "co-operate", "toward": "towards", "skillful": "skilful",
}  # fmt: skip
_AMERICAN = {british: american for american, british in _BRITISH.items()}
_NAMES = (
    ("Zh", "J"), ("zh", "j"), ("Kh", "H"), ("kh", "h"), ("yev", "ev"), ("iy", "y"), ("ei ", "ey "), ("ai ", "ay "),
    ("Ye", "E"), ("iya", "ia"), ("Jee", "Zhee"), ("Jap", "Zhap"), ("kyy", "ki"), ("skiy", "sky"), ("sky", "skii"),
)  # fmt: skip
_SET_PHRASES = (
    "The meeting was held in an atmosphere of friendship and mutual understanding between the",
    "The sides noted with satisfaction the high level of relations of strategic partnership with the",
    "Special attention was paid to strengthening cooperation in trade, energy and transport by the",
    "The agenda included a detailed exchange of views on topical issues of regional security with the",
    "Following the talks the parties agreed to continue regular contacts at all levels, and thanked the",
)
_OFFICES = (
    "Ministry of Foreign Affairs",
    "Council of Heads of Government",
    "Intergovernmental Commission",
    "Eurasian Economic Commission",
    "Secretariat of the Organisation",
    "Presidential Executive Office",
    "delegations of both states",
)
_WORD = re.compile(r"[A-Za-z]+")
_FRAME = (
    "Subscribe to our newsletter", "Share this article", "All rights reserved", "Read also:", "Most read today",
    "Print version", "Follow us on social networks", "Photo: press service", "Send by e-mail", "Latest news",
    "Advertisement", "Sign in to comment", "Terms of use", "Our correspondents report", "Back to the front page",
)  # fmt: skip


def _sentences(text: str) -> list[str]:
    return [each for each in re.split(r"(?<=[.!?…])\s+|\n+", text) if each.strip()]


def shortened(text: str, chance: random.Random, others: Sequence[str]) -> str:
    """Its first sentences, up to 45 to 80 % of its words, as an editor cuts from the end."""
    room = len(text.split()) * chance.uniform(0.45, 0.8)
    kept: list[str] = []
    for sentence in _sentences(text):
        if room <= 0:
            break
        kept.append(sentence)
        room -= len(sentence.split())
    return " ".join(kept)


def thinned(text: str, chance: random.Random, others: Sequence[str], share: float = 0.3) -> str:
    """Sentences dropped here and there, up to 30 % of its words."""
    room = len(text.split()) * share
    dropped: set[int] = set()
    parts = _sentences(text)
    for at in chance.sample(range(len(parts)), len(parts)):
        room -= len(parts[at].split())
        if room < 0:
            break
        dropped.add(at)
    return " ".join(each for at, each in enumerate(parts) if at not in dropped)


def retitled(text: str, chance: random.Random, others: Sequence[str]) -> str:
    """Another headline, another agency and dateline, before the same words."""
    head = " ".join(chance.choice(others).split()[: chance.randint(5, 12)])
    return f"{head}\n\nMOSCOW, {chance.randint(1, 28)} May. /Agency/ {text}"


def respelled(text: str, chance: random.Random, others: Sequence[str]) -> str:
    """British for American spelling or the reverse, ё for е, other ways to write names in Latin letters."""

    def word(match: re.Match[str]) -> str:
        said = match[0]
        other = _BRITISH.get(said.lower()) or _AMERICAN.get(said.lower())
        if other is not None:
            return other.capitalize() if said[0].isupper() else other
        if said[0].isupper():
            for ours, theirs in _NAMES:
                said = said.replace(ours, theirs)
        return said

    made = _WORD.sub(word, text)
    return made.replace("ё", "е") if "ё" in made else made.replace("ее", "её").replace("еще", "ещё")


def moved(text: str, chance: random.Random, others: Sequence[str]) -> str:
    """A quarter of the sentences, in runs of up to four, stand elsewhere."""
    parts = _sentences(text)
    for _ in range(max(1, len(parts) // 12)):
        at = chance.randrange(len(parts))
        run, parts = parts[at : at + 4], parts[:at] + parts[at + 4 :]
        to = chance.randint(0, len(parts))
        parts = parts[:to] + run + parts[to:]
    return " ".join(parts)


def framed(text: str, chance: random.Random, others: Sequence[str], most: float = 0.6) -> str:
    """A site's furniture around it: 10 to 60 % more words, teasers of other texts among them, and a date and time."""
    room = int(len(text.split()) * chance.uniform(0.1, most))
    lines: list[str] = [f"{chance.randint(1, 28):02}.{chance.randint(1, 12):02}.2021 {chance.randint(0, 23)}:15"]
    while room > 0:
        line = chance.choice(_FRAME) + " " + " ".join(chance.choice(others).split()[: chance.randint(0, 14)])
        lines.append(line)
        room -= len(line.split())
    half = len(lines) // 2
    return "\n".join([*lines[:half], text, *lines[half:]])


def wired(text: str, chance: random.Random, others: Sequence[str]) -> str:
    """All of it at once, as a small site does with an agency's text: 15 % dropped, spelt anew, another headline, and up
    to 30 % of furniture around it."""
    made = respelled(thinned(text, chance, others, 0.15), chance, others)
    return framed(retitled(made, chance, others), chance, others, 0.3)


EDITS: dict[str, Edit] = {
    each.__name__: each for each in (shortened, thinned, retitled, respelled, moved, framed, wired)
}


def refilled(text: str, chance: random.Random) -> str:
    """The same template with other figures and other days: the hard negative."""

    def figure(match: re.Match[str]) -> str:
        return "".join(chance.choice("123456789") for _ in match[0])

    return re.sub(r"\d+", figure, text)


def successive(one: str, other: str, chance: random.Random) -> tuple[str, str]:
    """Two communiqués of one office: two texts in the same frame of set phrases, which is 30 to 45 % of their words.
    The other hard negative."""
    room = int(min(len(one.split()), len(other.split())) * chance.uniform(0.43, 0.8))
    frame: list[str] = []
    while len(frame) < room:
        frame += f"{chance.choice(_SET_PHRASES)} {chance.choice(_OFFICES)}.".split()
    half = len(frame) // 2
    before, after = " ".join(frame[:half]), " ".join(frame[half:])
    return f"{before}\n{one}\n{after}", f"{before}\n{other}\n{after}"
