"""`dossier`, or `python -m tui`: with a folder it opens the browser, with a command's name it runs that command.

Only the browser imports Textual, so a command starts as fast as `python -m index` does.
"""

from __future__ import annotations

import os
import sys

if __name__ == "__main__" and not sys.flags.safe_path:
    # `python -m` looks for modules in the folder it was started in, before all others: in one of documents, say, and in
    # the yaml.py that lies there. Ours are beside this one.
    sys.path[0] = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))

import gc
from argparse import ArgumentParser, Namespace, RawDescriptionHelpFormatter
from collections.abc import Sequence
from difflib import get_close_matches
from pathlib import Path

from index import __version__
from index.cli import BROWSER, commands
from index.cli import main as run_command
from index.cli.boundary import guarded, start_logging
from index.cli.output import say
from index.cli.parser import PlainParser, add_shared, examples, first_word
from index.errors import CollectionError


def main(argv: Sequence[str] | None = None) -> int:
    """Run the program and return its exit code. A folder called like a command is opened as `./search`."""
    arguments = list(sys.argv[1:] if argv is None else argv)
    word = first_word(arguments)
    if word in BROWSER and not Path(word).is_dir():
        return guarded(lambda: _own(word, arguments), debug=False)
    if word in dict(commands()):
        if Path(word).is_dir():
            say(f"there is also a folder ./{word}; to open it: {_program()} ./{word}")
        return run_command(arguments, _program())
    parser = browser_parser(_program())
    options, rest = parser.parse_known_args(arguments)
    if rest:
        parser.error(f"unrecognized arguments: {' '.join(rest)}{_meant(word)}")
    start_logging(options.debug)
    return guarded(lambda: _browse(options), debug=options.debug)


def _own(word: str, arguments: list[str]) -> int:
    arguments.remove(word)
    if word == "demo":
        return _demo(arguments)
    if word == "serve":
        from tui.serve import main as serve

        return serve(arguments, _program())
    from tui.cheat_sheet import main as print_keys

    return print_keys(arguments, _program())


def _demo(arguments: list[str]) -> int:
    PlainParser(
        f"{_program()} demo", description="Show what the browser does, on its bundled collection.", allow_abbrev=False
    ).parse_args(arguments)
    reason = unfit()
    if reason:
        raise CollectionError(reason, f"for plain output: {_program()} search trade")
    from index import folders, settings
    from tui.app import run_browser

    collection = folders.bundled_collection()
    index = folders.index_folder(collection, parent=settings.load().index_folder)
    return run_browser(collection, index=index, guided=True)


def _browse(options: Namespace) -> int:
    gc.disable()  # until the screen stands: collecting among what starting makes takes a seventh of the start
    (collection, *also), document = target(options)
    reason = unfit()
    if reason:
        raise CollectionError(reason, f"for plain output: {_program()} " + ", ".join(name for name, _ in commands()))
    from index import state
    from index.cli.collection import index_of, settings_of

    settings = settings_of(options)
    index = index_of(options, collection)
    state.opened([collection, *also])
    from tui.app import run_browser

    return run_browser(
        collection,
        also=also,
        index=index,
        debug=options.debug,
        mouse=settings.mouse and options.mouse,
        document=document,
        lofi=options.lofi,
    )


def target(options: Namespace) -> tuple[list[Path], str | None]:
    """The collections to open, several as one, and, where a single file was named, the path in it of the document to
    show.

    Raises CollectionError for what does not exist, with the nearest command where one was probably meant.
    """
    from index.cli.collection import choose, existing, several

    asked = [folder.expanduser() for folder in options.folders]
    if len(asked) == 1 and asked[0].is_file():
        return [asked[0].resolve().parent], asked[0].resolve().name
    for folder in asked:
        if not folder.exists() and _meant(str(folder)):
            raise CollectionError(f"there is no folder {folder}{_meant(str(folder))}")
    folders = list(dict.fromkeys(map(existing, asked))) or several(options) or _last()
    return folders or [choose(options)], None


def _last() -> list[Path]:
    """The collections that were opened last as one, where there were several and all are there."""
    from index import state

    last = state.last_collections()
    return last if len(last) > 1 and all(folder.is_dir() for folder in last) else []


def unfit() -> str:
    """Why this terminal cannot show the browser, or ""."""
    if os.environ.get("TEXTUAL_DRIVER", "").endswith(":WebDriver"):
        return ""  # it is drawn in a web browser, see tui.serve
    for name, stream in (("input", sys.stdin), ("output", sys.stdout)):
        if stream is None or not stream.isatty():
            return f"the browser needs a terminal, and standard {name} is not one"
    if os.environ.get("TERM", "dumb" if os.name == "posix" else "") == "dumb":
        return "the browser needs a full terminal, and TERM is dumb"
    return ""


def _meant(word: str | None) -> str:
    near = get_close_matches(word or "", [*dict(commands()), *BROWSER], n=1)
    return f' (did you mean the command "{near[0]}"?)' if near else ""


def _program() -> str:
    return "python -m tui" if Path(sys.argv[0]).name == "__main__.py" else "dossier"


def browser_parser(program: str) -> ArgumentParser:
    """The options of the browser itself, and the list of commands below them."""
    lines = ["", "~/documents", "~/documents ~/transcripts", "~/documents/speech.txt", "search Jeenbekov trade"]
    parser = PlainParser(
        program,
        usage=f"{program} [options] [FOLDER ...]\n       {program} COMMAND ...",
        description="Open a folder of documents in the research browser, or several as one.\n\n"
        + examples(program, lines),
        epilog="commands:\n"
        + "\n".join(f"  {name:<12}{help}" for name, help in [*commands(), *BROWSER.items()])
        + f"\n\n{program} COMMAND -h tells more of each.",
        formatter_class=RawDescriptionHelpFormatter,
        allow_abbrev=False,
    )
    parser.add_argument(
        "folders",
        nargs="*",
        type=Path,
        metavar="FOLDER",
        help="the collection, or one file in it, or several collections to open as one (default: that of -C)",
    )
    parser.add_argument("--version", action="version", version=f"dossier {__version__}")
    parser.add_argument(
        "--no-mouse", action="store_false", dest="mouse", help="leave the mouse to the terminal, for its own selection"
    )
    parser.add_argument(
        "--lofi", action="store_true", help="for the worst lines: no colours, nothing that is not asked for with Enter"
    )
    add_shared(parser)
    return parser


if __name__ == "__main__":
    sys.exit(main())
