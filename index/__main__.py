"""`python -m index COMMAND`: the data commands."""

from __future__ import annotations

import os
import sys

if __name__ == "__main__" and not sys.flags.safe_path:
    # `python -m` looks for modules in the folder it was started in, before all others: in one of documents, say, and in
    # the yaml.py that lies there. Ours are beside this one.
    sys.path[0] = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))

from index.cli import main

if __name__ == "__main__":
    sys.exit(main(program="python -m index"))
