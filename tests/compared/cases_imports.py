"""Ways to write an import, and what looks like one."""

from tests.compared.case import Case


def low(name: str, text: str | bytes, answer: str, **more: str | bytes | None) -> Case:
    """Return the case of what `pkg.low` says."""
    return Case(name, {"pkg/low.py": text, **more}, answer)


FIRST = "broken at pkg/low.py:1:1 [1]"
SECOND = "broken at pkg/low.py:2:1 [1]"
KEPT = "kept [0]"
TYPING = "from typing import TYPE_CHECKING\n"

IMPORTS = [
    low("nothing is imported", "", KEPT),
    low("`import pkg.high`", "import pkg.high\n", FIRST),
    low("`from pkg import high`", "from pkg import high\n", FIRST),
    low("`from .high import x`", "from .high import x\n", FIRST),
    low("`from . import high`", "from . import high\n", FIRST),
    low("in `try`", "try:\n    import pkg.high\nexcept ImportError: ...\n", "broken at pkg/low.py:2:5 [1]"),
    low("under `if False:`", "if False:\n    import pkg.high\n", "broken at pkg/low.py:2:5 [1]"),
    low("under the main guard", 'if __name__ == "__main__":\n    import pkg.high\n', "broken at pkg/low.py:2:5 [1]"),
    low("after a semicolon", "x = 1; import pkg.high\n", "broken at pkg/low.py:1:8 [1]"),
    low("lines that end in CR alone", b"x = 1\rimport pkg.high\r", SECOND),
    low("a name in compatibility letters (NFKC)", "import pkg.\uff48igh\n", FIRST),
    low("a byte order mark", b"\xef\xbb\xbfimport pkg.high\n", FIRST),
    low("`lazy import` (PEP 810)", "lazy import pkg.high\n", "broken at pkg/low.py:1:1 (deferred) [1]"),
    low("syntax newer than the Python that runs the tool", 'import pkg.high\nx = t"{1}"\n', FIRST),
    low("a line that is continued with `\\`", "from pkg import \\\n    high\n", "broken at pkg/low.py:1:1 [1]"),
    low(
        "a name on the third line of its statement",
        "from pkg import (\n    os,\n    high,\n)\n",
        "broken at pkg/low.py:1:1 [1]",
    ),
    low(
        "a relative import beyond the top package",
        "from ... import x\nimport pkg.high\n",
        "broken at pkg/low.py:2:1; pkg/low.py:1:1: ...x leads beyond the top package [1]",
    ),
    low(
        "under `if TYPE_CHECKING:`",
        f"{TYPING}if TYPE_CHECKING:\n    from pkg import high\n",
        "broken at pkg/low.py:3:5 (typing) [1]",
    ),
    low(
        "in the `else:` of `if TYPE_CHECKING:`",
        f"{TYPING}if TYPE_CHECKING:\n    import os\nelse:\n    import pkg.high\n",
        "broken at pkg/low.py:5:5 [1]",
    ),
    low(
        "under `if TYPE_CHECKING and 1:`",
        f"{TYPING}if TYPE_CHECKING and 1:\n    import pkg.high\n",
        "broken at pkg/low.py:3:5 (typing) [1]",
    ),
    low(
        '`importlib.import_module("pkg.high")`',
        'import importlib\nimportlib.import_module("pkg.high")\n',
        "broken at pkg/low.py:2:1 (dynamic) [1]",
    ),
    low('`__import__("pkg.high")`', '__import__("pkg.high")\n', "broken at pkg/low.py:1:1 (dynamic) [1]"),
    low(
        "`import_module` by another name",
        'from importlib import import_module as load\nload("pkg.high")\n',
        "broken at pkg/low.py:2:1 (dynamic) [1]",
    ),
    low(
        "`import_module` that the file assigns to a name",
        'import importlib\nload = importlib.import_module\nload("pkg.high")\n',
        "broken at pkg/low.py:3:1 (dynamic) [1]",
    ),
    low(
        "`import_module` that is handed on (`map(import_module, names)`)",
        "import importlib\nmap(importlib.import_module, names)\n",
        "kept; pkg/low.py:2:5 is not followed [0]",
    ),
    low(
        "`import_module` of a name that only the run knows",
        "import importlib\nimportlib.import_module(x)\n",
        "kept; pkg/low.py:2:1 is not followed [0]",
    ),
    low("`exec` of a text", 'exec("import pkg.high")\n', KEPT),
    low("a doctest", '"""\n>>> import pkg.high\n"""\n', KEPT),
    low("a type comment", "x = None  # type: pkg.high.X\n", KEPT),
    low("a path in a text (`pkgutil.resolve_name`)", 'import pkgutil\npkgutil.resolve_name("pkg.high:x")\n', KEPT),
    low("a stub (`low.pyi`)", "", KEPT, **{"pkg/low.pyi": "import pkg.high\n"}),
    low("a notebook (`low.ipynb`)", "", KEPT, **{"pkg/low.ipynb": '{"cells": []}'}),
    low(
        "a name that the package passes on (`from pkg import X`)",
        "from pkg import X\n",
        "broken at pkg/low.py:1:1 (pkg.low -> pkg -> pkg.high) [1]",
        **{"pkg/__init__.py": "from pkg.high import X\n", "pkg/high.py": "class X: ...\n"},
    ),
    low("`from pkg.high import *`", "from pkg.high import *\n", FIRST),
    low(
        '`from pkg import *`, where `__all__ = ["high"]`',
        "from pkg import *\n",
        "broken at pkg/low.py:1:1 [1]",
        **{"pkg/__init__.py": '__all__ = ["high"]\n'},
    ),
    low(
        'the same, where `__all__.append("high")` adds it',
        "from pkg import *\n",
        "broken at pkg/low.py:1:1 [1]",
        **{"pkg/__init__.py": '__all__ = []\n__all__.append("high")\n'},
    ),
    low("modules that import each other", "import pkg.high\n", FIRST, **{"pkg/high.py": "import pkg.low\n"}),
]
