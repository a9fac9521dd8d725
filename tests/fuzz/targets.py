"""What is tried: each target with its sound inputs, the words of its language, and its check."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

from tests.fuzz import checks, containers, seeds, words
from tests.fuzz.mutation import mutated, mutated_text

Reshape = Callable[[bytes, random.Random, containers.Change], bytes]


@dataclass(frozen=True)
class Target:
    """One reader or rule set. `seconds` of CPU end an input, and one that takes more than `slow` is told; `share` is
    how many inputs the form for CI takes, of a thousand."""

    name: str
    run: Callable[[bytes], None]
    sound: Callable[[], Sequence[bytes | str]]
    words: tuple[str, ...] = ()
    reshape: Reshape | None = None
    seconds: float = 10.0
    slow: float = 3.0
    share: int = 1000
    grammar: str = ""
    suffix: str = ".txt"

    def changed(self, number: int) -> bytes:
        """Input `number`: a sound one, changed, the same whenever it is asked for."""
        chance = random.Random(f"{self.name} {number}")
        return self.change(chance.choice(self.sound()), chance)

    def change(self, seed: bytes | str, chance: random.Random) -> bytes:
        """`seed` changed."""
        sound = self.sound()
        if isinstance(seed, str):
            others = [each for each in sound if isinstance(each, str)]
            return mutated_text(seed, chance, others, self.words).encode("utf-8", "surrogatepass")
        raw = [each if isinstance(each, bytes) else each.encode() for each in sound]
        known = [each.encode() for each in self.words] or raw

        def inner(data: bytes) -> bytes:
            return mutated(data, chance, raw, known)

        return self.reshape(seed, chance, inner) if self.reshape else inner(seed)


def _both(*kinds: str) -> Callable[[], Sequence[bytes]]:
    return partial(seeds.files, *kinds)


def _and(extra: bytes, *kinds: str) -> Callable[[], Sequence[bytes]]:
    return lambda: (*seeds.files(*kinds), extra, extra)  # small ones more often: they are quick


def _sentences(*names: str) -> Callable[[], Sequence[str]]:
    return lambda: (*seeds.sentences(*names), *seeds.texts())


TARGETS = {
    target.name: target
    for target in (
        Target("text", checks.source("a.txt"), _both(".txt"), words.MARKDOWN),
        Target("markdown", checks.source("a.md"), lambda: (*seeds.FRONT_MATTER, *seeds.texts()), words.MARKDOWN,
               suffix=".md"),
        Target("html", checks.source("a.html"), _both("site.html", "cp1251.html", "only.html"), words.HTML, share=300,
               suffix=".html"),
        Target("pdf", checks.source("a.pdf"), _and(seeds.PDF, "rows.pdf", "turned.pdf"), words.PDF, containers.in_pdf,
               share=300, suffix=".pdf"),
        Target("docx", checks.source("a.docx"), _and(seeds.WORD, ".docx"), words.XML, containers.in_zip, share=300,
               suffix=".docx"),
        Target("odt", checks.source("a.odt"), _both("smoke.odt", "session.odt"), words.XML, containers.in_zip,
               share=300,
               suffix=".odt"),
        Target("fodt", checks.source("a.fodt"), _both(".fodt"), words.XML, share=300, suffix=".fodt"),
        Target("rtf", checks.source("a.rtf"), _and(seeds.RICH, ".rtf"), words.RTF, share=300, suffix=".rtf"),
        Target("epub", checks.source("a.epub"), _and(seeds.BOOK, ".epub"), (*words.XML, *words.HTML), containers.in_zip,
               share=200, suffix=".epub"),
        Target("mhtml", checks.source("a.mhtml"), _both(".mhtml"), (*words.MAIL, *words.HTML), share=300,
               suffix=".mhtml"),
        Target("eml", checks.source("a.eml"), _and(seeds.MESSAGE, ".eml"), words.MAIL, share=300, suffix=".eml"),
        Target("mbox", checks.source("a.mbox"), _and(b"From a\n" + seeds.MESSAGE, ".mbox"), words.MAIL, share=300,
               suffix=".mbox"),
        Target("csv", checks.source("a.csv"), lambda: (*seeds.TABLE, *seeds.files(".csv")), (",",
               '"', ";", "\t", "\n", '""'), share=500, suffix=".csv"),
        Target("tsv", checks.source("a.tsv"), _both(".tsv"), ("\t", '"', "\n"), share=300, suffix=".tsv"),
        Target("json", checks.source("a.json"), _both("feed.json"), words.JSON, share=500, suffix=".json"),
        Target("jsonl", checks.source("a.jsonl"), lambda: (*seeds.JSON_LINES, *seeds.files(".jsonl")), words.JSON,
               share=500, suffix=".jsonl"),
        Target("warc", checks.source("a.warc.gz"), _both(".warc.gz"), ("WARC/1.0\r\n", "Content-Length: ", "\r\n\r\n",
               "Transfer-Encoding: chunked\r\n", "HTTP/1.1 200 OK\r\n", "WARC-Type: response\r\n", "gzip"),
               containers.in_warc, share=200, suffix=".warc.gz"),
        Target("zip", checks.source("a.zip"), _both("papers.zip", "locked.zip"), (*words.MARKDOWN, *words.HTML),
               containers.in_zip, share=300, suffix=".zip"),
        Target("tar", checks.source("a.tar.gz"), _both(".tar.gz"), (*words.MARKDOWN, *words.HTML), containers.in_tar,
               share=200, suffix=".tar.gz"),
        Target("gz", checks.source("a.txt.gz"), _both("note.txt.gz"), words.MARKDOWN, containers.in_gzip,
               suffix=".txt.gz"),
        Target("srt", checks.source("a.srt"), _both(".srt"), words.CUES, suffix=".srt"),
        Target("vtt", checks.source("a.vtt"), lambda: (*seeds.files(".vtt"), seeds.CALENDARED), words.CUES,
               suffix=".vtt"),
        Target("bibtex", partial(checks.exported, suffix=".bib"), lambda: seeds.BIBTEX, ("{", "}", "@",
               '"', "#", ",", "=", "\\", "$", "and", "\\textit{", "%", "\\begin{x}"), share=200, suffix=".bib"),
        Target("csl", partial(checks.exported, suffix=".json"), lambda: seeds.CSL, ("{", "[",
               '"', ":", "null", "1e999", '"date-parts"', "[[", "\\ud800"), suffix=".json"),
        Target("query", checks.query, lambda: seeds.QUERIES, words.ASKED, grammar="query"),
        Target("dates", checks.dates, _sentences("dates_ru.yaml", "dates_ky.yaml", "figures_en.yaml"), words.DATES,
               share=300, grammar="dates"),
        Target("names", checks.names, _sentences("newswire_en.yaml", "newswire_ru.yaml"), words.NAMES, share=300,
               grammar="names"),
        Target("figures", checks.figures, _sentences("figures_en.yaml", "figures_ru.yaml", "figures_ky.yaml"),
               words.FIGURES, share=200, grammar="figures"),
        Target("quotes", checks.quotes, _sentences("newswire_en.yaml", "newswire_ru.yaml"), words.QUOTED, share=200),
        Target("annotated", checks.annotated, _sentences("figures_en.yaml", "newswire_ru.yaml"), (*words.DATES,
               *words.FIGURES, *words.NAMES, *words.QUOTED), share=100),
        Target("front-matter", checks.front_matter, lambda: seeds.FRONT_MATTER, words.YAML, grammar="yaml", share=500,
               suffix=".md"),
        Target("collection", checks.collection, lambda: seeds.COLLECTION, words.YAML, grammar="yaml", share=200,
               suffix=".yaml"),
        Target("notebook", checks.notebook, lambda: seeds.NOTEBOOK, words.YAML, grammar="yaml", share=150,
               suffix=".yaml"),
        Target("settings", checks.settings, lambda: seeds.SETTINGS, words.YAML, grammar="yaml", share=500,
               suffix=".yaml"),
        Target("named", checks.named, lambda: seeds.NAMED, words.YAML, grammar="yaml", share=300, suffix=".yaml"),
    )
}  # fmt: skip
