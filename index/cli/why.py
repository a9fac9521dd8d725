"""`why`: why a document answers a query."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from itertools import groupby

from index.cli.command import FOUND, NOTHING, Command, add_json, add_query
from index.cli.output import Printer


def _configure(parser: ArgumentParser) -> None:
    parser.add_argument("id", metavar="ID", help="a document's id as `search` prints it, or its beginning")
    add_query(parser)
    add_json(parser)


def _run(options: Namespace) -> int:
    from index.cli.collection import explain, opened
    from index.cli.records import reason
    from index.cli.show import find

    text = " ".join(options.query).strip()
    with opened(options, as_one=True) as library:
        document = find(library, options.id)
        for complaint in library.parse(text).complaints:
            explain(text, complaint)
        reasons = library.why(document.id, text)
        printer = Printer(options.json)
        for each in reasons:
            if options.json:
                printer.record(reason(each))
                continue
            told = f"{each.score:.2f}" if each.score else "matches" if each.matches else "not in it"
            printer.line((each.asked, "bold"), f"  {told}")
            if each.terms and each.matches:
                printer.line((f"looked up as {', '.join(each.terms)}", "dim"), indent=4)
            for field, those in groupby(each.stands, key=lambda stands: stands.field):
                forms = (form.form if form.times == 1 else f"{form.form} x{form.times}" for form in those)
                printer.line((f"{field}: ", "dim"), ", ".join(forms), indent=4)
        if not options.json:
            printer.line(f"score {sum(each.score for each in reasons):.2f}")
    return FOUND if reasons and all(each.matches for each in reasons) else NOTHING


COMMAND = Command(
    "why",
    "why a document answers a query: the terms, in which forms and fields, and what each adds to its score",
    ("why 3f2a9c trade growth", "why --json 3f2a9c 'speaker:Putin trade' | jq .asked"),
    _run,
    _configure,
)
