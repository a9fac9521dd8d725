"""`completion`: a script that teaches a shell the commands and options."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace

from index.cli.command import FOUND, Command

SHELLS = ("bash", "zsh", "fish", "tcsh")


def _configure(parser: ArgumentParser) -> None:
    parser.add_argument("shell", choices=SHELLS, help="the shell to write for")


def _run(options: Namespace) -> int:
    import shtab

    print(shtab.complete(options.parser, shell=options.shell))
    return FOUND


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
