"""Hostile input in quantity: `python -m tests.fuzz`.

targets     what is tried: a reader or a rule set with sound inputs and the words of its language
checks      what must hold of every input
words       such words
seeds       the sound inputs: the fixtures of every format, sentences of the gold sets, files written for this
mutation    changing them: bytes, characters, words, repetition, splicing
containers  the same inside of ZIP, gzip and tar files and the packed streams of a PDF
grammars    inputs made by hypothesis from the grammar of what is read, instead of changed ones
guided      inputs made by atheris, which keeps what reaches new code
outcome     one input and what became of it; making a find smaller
pool        a child process that tries inputs under limits of time and memory, started again where it dies
record      how many inputs were tried, of each target and by each way, kept between runs
tried.yaml  the same over all machines
corpus/     what was found, by target; `test_corpus` tries each of them again in every run of the suite
"""
