"""`find`: the answer line. The sentences that best answer a short question, with figure, date, speaker and source."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace

from index.cli.command import FOUND, NOTHING, Command, add_json, add_limit, add_query
from index.cli.output import Part, Printer, say
from index.errors import DossierError

_LIMIT = 5


def _configure(parser: ArgumentParser) -> None:
    add_query(parser)
    add_limit(parser, str(_LIMIT))
    add_json(parser)


def _run(options: Namespace) -> int:
    from index.cli.collection import explain, opened
    from index.cli.records import answer
    from index.cli.search import dated, marked

    text = " ".join(options.query).strip()
    if not text:
        raise DossierError("find needs a question", 'for example: find "trade turnover 2024"')
    limit = _LIMIT if options.limit is None else options.limit
    with opened(options, as_one=True) as library:
        for complaint in library.parse(text).complaints:
            explain(text, complaint)
        found = library.answers(text, limit)
        printer = Printer(options.json)
        for each in found:
            row, figure = each.row, each.figure
            if options.json:
                printer.record(answer(library.folder_of(each.row.id), each))
                continue
            head: list[Part] = [*dated(row.published, row.estimated), "  "]
            if figure is not None:
                about = ", ".join(word for word in (figure.measure, figure.direction, figure.period) if word)
                hedge = f"{figure.hedge} " if figure.hedge else ""
                head += [hedge, (figure.text, "bold"), f" ({about})" if about else ""]
            printer.line(*head)
            speaker: list[Part] = [(f"{each.match.speaker}: ", "magenta")] if each.match.speaker else []
            printer.line(*speaker, *marked(each.match.text, [(h.start, h.end) for h in each.match.hits]), indent=4)
            publisher = f"{row.publisher}: " if row.publisher else ""
            more = f"  also in {len(each.same)} more" if each.same else ""
            printer.line((f"{publisher}{row.title}  {row.id}  {row.path}{more}", "dim"), indent=4)
        if not found:
            say(f"no sentence in {library.where} answers this")
        return FOUND if found else NOTHING


COMMAND = Command(
    "find",
    "the sentences that best answer a short question, with figure, date, speaker and source",
    ('find "trade turnover 2024"', "find share of national currencies", "find --json vaccine deliveries | jq -r .text"),
    _run,
    _configure,
)
