"""Nothing connects to another machine: every Python process of the suite is told so before it runs anything.

`sitecustomize` is imported by Python at its start where its folder is on PYTHONPATH, as `tests/conftest.py` puts it for
all processes that tests start; in the process of the tests it is imported like any module.
"""
