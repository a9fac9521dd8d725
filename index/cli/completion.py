"""`completion`: a script that teaches a shell the commands and options."""

from __future__ import annotations

from argparse import Action, ArgumentParser, Namespace, _SubParsersAction
from collections.abc import Iterator, Mapping

from index.cli.command import FOUND, Command

PROGRAM = "dossier"
"""The installed script: shells complete words after a program's name, not after `python -m index`."""

SHELLS = ("bash", "zsh", "fish", "tcsh")


def _configure(parser: ArgumentParser) -> None:
    parser.add_argument("shell", choices=SHELLS, help="the shell to write for")


def _run(options: Namespace) -> int:
    import shtab

    for action in _actions(options.parser):
        if action.metavar in ("FOLDER", "DIR"):
            action.complete = shtab.DIRECTORY  # type: ignore[attr-defined]
        elif action.metavar == "FILE":
            action.complete = shtab.FILE  # type: ignore[attr-defined]
    print(shtab.complete(options.parser, shell=options.shell))
    return FOUND


def with_browser(parser: ArgumentParser, browser: Mapping[str, str]) -> ArgumentParser:
    """The parser with the commands about the browser too, which shells complete as any other."""
    for action in parser._actions:
        if isinstance(action, _SubParsersAction):
            for name, help in browser.items():
                inner = action.add_parser(name, help=help)
                if name == "serve":
                    inner.add_argument("folder", nargs="?", metavar="FOLDER")
                    inner.add_argument("--host", metavar="ADDRESS")
                    inner.add_argument("--port", metavar="N")
                if name == "keys":
                    inner.add_argument("--names", action="store_true")
    return parser


def _actions(parser: ArgumentParser) -> Iterator[Action]:
    for action in parser._actions:
        yield action
        for inner in action.choices.values() if isinstance(action.choices, dict) else ():
            yield from _actions(inner)


COMMAND = Command(
    "completion",
    "shell completion for bash, zsh, fish or tcsh",
    (
        "completion bash > ~/.local/share/bash-completion/completions/dossier",
        "completion zsh > ~/.zfunc/_dossier",
        "completion fish > ~/.config/fish/completions/dossier.fish",
    ),
    _run,
    _configure,
)
