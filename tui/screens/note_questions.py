"""What the screen asks about stars, tags, notes and hidden documents, in the engine thread."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from index.errors import DossierError
from index.models import Document, Entry, Flags, Passage, Span, plural

if TYPE_CHECKING:
    from index.library import Library
    from index.notebook import DocumentJudgement, PassageJudgement


@dataclass(frozen=True, slots=True)
class Saying:
    """What came of saying something of documents: what was done, or a complaint; what the notebook says of documents
    now; whether documents were hidden or shown again; the passages of the document read, None where nothing was said
    of passages."""

    said: str
    complaint: bool = False
    flags: Mapping[str, Flags] = field(default_factory=dict)
    notes: Mapping[str, str] = field(default_factory=dict)
    hiding: bool = False
    passages: Sequence[Passage] | None = None


@dataclass(frozen=True, slots=True)
class Tagging:
    """What is known before tags are given: the documents' ids, their tags and all tags, each with its documents."""

    ids: Sequence[str]
    theirs: Sequence[tuple[str, int]]
    all: Sequence[tuple[str, int]]


@dataclass(frozen=True, slots=True)
class Shelf:
    """What the notebook holds: said of documents, passages, and the quotes among them in the order of the tray. `said`
    is what came of the last change, "" where nothing was changed."""

    documents: Sequence[DocumentJudgement]
    passages: Sequence[PassageJudgement]
    tray: Sequence[PassageJudgement]
    said: str = ""


def star(library: Library, ids: Sequence[str]) -> Saying:
    """A star for the documents; where all of them have one, none."""
    flags = library.flags()
    starred = not all(id in flags and flags[id].starred for id in ids)
    return _said(library, lambda: library.star(ids, starred), "A star for" if starred else "No star for", ids)


def hide(library: Library, ids: Sequence[str]) -> Saying:
    """Leave the documents out of results; where all of them are, show them again."""
    flags = library.flags()
    hidden = not all(id in flags and flags[id].hidden for id in ids)
    what = "Left out of results:" if hidden else "Shown again:"
    return _said(library, lambda: library.hide_documents(ids, hidden), what, ids, hiding=True)


def tagging(library: Library, ids: Sequence[str]) -> Tagging:
    """The tags there are."""
    flags, times = library.flags(), dict[str, int]()
    for id in ids:
        for tag in flags[id].tags if id in flags else ():
            times[tag] = times.get(tag, 0) + 1
    return Tagging(ids, sorted(times.items()), library.tags())


def tag(library: Library, ids: Sequence[str], typed: str) -> Saying:
    """Give and take the tags typed: commas between them, a minus before one to take."""
    words = [word for each in typed.split(",") if (word := each.strip())]
    add = [word.removeprefix("+") for word in words if not word.startswith("-")]
    drop = [word[1:].strip() for word in words if word.startswith("-")]
    what = "Tagged" if add else "Taken from"
    return _said(library, lambda: library.tag(ids, add, drop), what, ids)


def note(library: Library, id: str, text: str) -> Saying:
    """Write a note on a document."""
    return _said(library, lambda: library.note_document(id, text), "Noted on" if text.strip() else "No note on", [id])


def _said(library: Library, work: Callable[[], int], what: str, ids: Sequence[str], *, hiding: bool = False) -> Saying:
    try:
        changed = work()
        if not changed:
            return Saying("That is so already", flags=library.flags(), notes=library.noted.notes)
        (row,) = library.rows([library.number(ids[0])])
        named = f"“{_short(row.title)}”" if len(ids) == 1 else f"{changed:,} {plural(changed, 'document')}"
        said = f"{what} {named}; u takes it back"
        return Saying(said, flags=library.flags(), notes=library.noted.notes, hiding=hiding)
    except DossierError as error:
        return Saying(str(error), complaint=True)


def _short(title: str) -> str:
    return title if len(title) <= 40 else title[:39].rstrip() + "…"


# --- Passages ---------------------------------------------------------------------------------------------


def passages(library: Library, id: str) -> list[Passage]:
    """The passages of a document where they stand now."""
    return [
        Passage(each.start, each.end, each.judgement.kept, each.judgement.note, str(each.state))
        for each in library.kept_in(id)
    ]


def chosen(document: Document, what: str, span: Span | None, at: int) -> Span | None:
    """The passage that is chosen next: the sentence at an offset, the one after or before the passage chosen, or
    something wider around it. None where there is none."""
    text = document.text
    if span is None:
        return _sentence(text, at)
    match what:
        case "next":
            after = next((i for i in range(span.end, len(text)) if not text[i].isspace()), -1)
            return _sentence(text, after) if after >= 0 else None
        case "previous":
            before = next((i for i in range(span.start - 1, -1, -1) if not text[i].isspace()), -1)
            return _sentence(text, before) if before >= 0 else None
        case "wider":
            wider = [_sentence(text, span.start), _paragraph(text, span.start), _turn(document, span.start)]
            return next((each for each in wider if each is not None and _holds(each, span)), wider[0])
    return span


def _sentence(text: str, at: int) -> Span | None:
    from index.marking import sentence_at

    at = next((i for i in range(at, len(text)) if not text[i].isspace()), -1)
    return sentence_at(text, at, at + 1) if at >= 0 else None


def _paragraph(text: str, at: int) -> Span:
    start = text.rfind("\n\n", 0, at) + 2 if "\n\n" in text[:at] else 0
    end = text.find("\n\n", at)
    end = len(text) if end < 0 else end
    part = text[start:end]
    return Span(start + len(part) - len(part.lstrip()), end - len(part) + len(part.rstrip()))


def _turn(document: Document, at: int) -> Span | None:
    turn = next((each for each in document.turns if not each.quoted and each.start <= at < each.end), None)
    return Span(turn.start, turn.end) if turn is not None else None


def _holds(wide: Span, span: Span) -> bool:
    return wide.start <= span.start and span.end <= wide.end and (wide.start, wide.end) != (span.start, span.end)


def mark(library: Library, id: str, span: Span) -> Saying:
    """Mark a passage; where that is all that was said of it, no longer."""
    here = [each.judgement for each in library.kept_in(id) if (each.start, each.end) == (span.start, span.end)]
    bare = [each for each in here if not (each.kept or each.note)]
    if bare:
        return _passage_said(library, id, lambda: library.forget_passages(bare), "No longer marked")
    if here:
        return Saying("It is in the notebook already; d takes it out", complaint=True)
    return _passage_said(library, id, lambda: library.keep(id, span.start, span.end), "Marked")


def keep(library: Library, id: str, span: Span) -> Saying:
    """Keep a passage as a quote."""
    known = [each for each in library.kept_in(id) if (each.start, each.end) == (span.start, span.end)]
    if any(each.judgement.kept for each in known):
        return Saying("It is kept already; d takes it out", complaint=True)
    return _passage_said(library, id, lambda: library.keep(id, span.start, span.end, kept=True), "Kept as a quote")


def note_passage(library: Library, id: str, span: Span, text: str) -> Saying:
    """Write a note on a passage."""
    said = "Noted on the passage" if text.strip() else "No note on the passage"
    return _passage_said(library, id, lambda: library.keep(id, span.start, span.end, note=text), said)


def forget(library: Library, id: str, span: Span) -> Saying:
    """Take the shortest of the passages that touch a stretch out of the notebook."""
    touching = [each for each in library.kept_in(id) if each.start < span.end and each.end > span.start]
    if not touching:
        return Saying("Nothing is marked, noted on or kept here", complaint=True)
    shortest = min(touching, key=lambda each: each.end - each.start)
    what = "The quote is" if shortest.judgement.kept else "The mark is"
    return _passage_said(
        library, id, lambda: library.forget_passages([shortest.judgement]), f"{what} out of the notebook"
    )


def following(library: Library, id: str, span: Span) -> Saying:
    """What is known of the passage that was gone to."""
    here = next((each for each in library.kept_in(id) if (each.start, each.end) == (span.start, span.end)), None)
    if here is None:
        return Saying("Nothing is marked, noted on or kept in this text", complaint=True)
    judgement = here.judgement
    what = f"Quote of {judgement.when[:10]}" if judgement.kept else f"Marked {judgement.when[:10]}"
    said = what + (f": {' '.join(judgement.note.split())}" if judgement.note else "")
    return Saying(said, flags=library.flags(), notes=library.noted.notes)


def note_on(library: Library, id: str, span: Span) -> str:
    """The note on exactly this passage."""
    known = (each for each in library.kept_in(id) if (each.start, each.end) == (span.start, span.end))
    return next((each.judgement.note for each in known), "")


def _passage_said(library: Library, id: str, work: Callable[[], object], said: str) -> Saying:
    try:
        work()
        now = passages(library, id)
    except DossierError as error:
        return Saying(str(error), complaint=True)
    return Saying(f"{said}; u takes it back", flags=library.flags(), notes=library.noted.notes, passages=now)


# --- The notebook over the screen -------------------------------------------------------------------------


def shelf(library: Library, said: str = "") -> Shelf:
    """What the notebook holds now."""
    return Shelf(library.notebook.all_documents(), library.noted_passages(), library.tray(), said)


def place_of(library: Library, noted: DocumentJudgement | PassageJudgement) -> Entry | str:
    """Where an entry stands now, to be read; why it cannot be, where its document or its words are gone."""
    from index.notebook import DocumentJudgement

    id = library.home(noted.document, noted.path)
    if id is None:
        return "Its document is gone"
    number = library.number(id)
    if isinstance(noted, DocumentJudgement):
        return Entry("", None, None, "mentioned", "", 0, 1, number)
    placed = next((each for each in library.kept_in(id) if each.judgement == noted), None)
    if placed is None:
        return "These words are not in its document any more"
    return Entry("", None, None, "mentioned", noted.words, placed.start, placed.end, number)


def change(library: Library, what: str, noted: DocumentJudgement | PassageJudgement, said: str) -> Shelf:
    """Change an entry, and what the notebook holds then."""
    try:
        return shelf(library, _changed(library, what, noted, said))
    except DossierError as error:
        return shelf(library, str(error))


def _changed(library: Library, what: str, noted: DocumentJudgement | PassageJudgement, said: str) -> str:
    from index.notebook import Change, DocumentJudgement

    if what == "forget":
        library.notebook.edit(lambda _: (Change(noted, None),))
        return "Out of the notebook; u takes it back"
    if isinstance(noted, DocumentJudgement):
        library.note_document(library.home(noted.document, noted.path) or noted.document, said)
        return "Noted; u takes it back"
    match what:
        case "group":
            library.change_passage(noted, group=said)
            return f"Under “{said.strip()}”" if said.strip() else "Under no heading"
        case "note":
            library.change_passage(noted, note=said)
            return "Noted; u takes it back"
    moved = library.move_quote(noted, -1 if what == "up" else 1)
    return "" if moved != noted else "There is nothing further on"


def undo(library: Library) -> Shelf:
    """Take the last change back."""
    try:
        return shelf(library, "Taken back" if library.undo() else "Nothing was said in this session")
    except DossierError as error:
        return shelf(library, str(error))


def markdown(library: Library) -> str:
    """The notebook as Markdown."""
    from index.export.notebook import markdown

    held = shelf(library)
    return "\n".join(markdown(f"Notes on {library.name}", held.tray, held.passages, held.documents)) + "\n"
