"""The engines behind the `Engine` protocol: memory (the reference) and whoosh (the default).

`plan`, `profile` and `ranking` are shared by both: what a query asks of an index, what an index keeps of a document,
and how matches are ordered.
"""

import warnings

# Whoosh is of 2016: its escapes and comparisons are only warned of when Python 3.12 and later first compile it.
warnings.filterwarnings("ignore", category=SyntaxWarning, module=r".*[\\/]whoosh[\\/]")
