"""
archlint: keep a codebase the shape you declared.

The program is one list of rooms. Each room imports only the next one, through its door (`__init__.py`).
Settings go down, values come up:

    cli        main     argv                  -> exit code   talks to the person
    report     write    Verdict               -> Report      one pure function per format
    verdict    judge    Findings + baseline   -> Verdict     new, known, fixed
    rulebook   apply    Graph + rules/*.py    -> Findings    one file per rule
    graph      build    Imports               -> Graph       components, chains, cycles
    source     read     files or a git tree   -> Imports     what is there, what is not

Beneath the list lies a declared foundation that any room may import and that imports none of them:
`settings` (what was asked, and where it is written), `git` (trees, blobs and the index, read-only), and `startup`
(records and late doors, quick to make).
"""

__version__ = "0.1.0"
