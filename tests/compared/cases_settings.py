"""Settings that do not fit the code, or that nobody could mean."""

from pathlib import Path

from archlint.cli import main
from tests.compared.case import LAYERS, Case, Step

LOW = {"pkg/low.py": "import pkg.high\n"}
BROKEN = "broken at pkg/low.py:1:1 [1]"
OTHERS = '[rules.order]\ntype = "layers"\n'


def asked(name: str, settings: str, answer: str) -> Case:
    """Return the case of settings over a package that breaks the order."""
    return Case(name, {**LOW, "archlint.toml": settings}, answer)


def known(root: Path) -> None:
    main(["baseline", "--config", str(root / "archlint.toml")])


NONE = dict.fromkeys(["pkg/__init__.py", "pkg/high.py", "pkg/low.py"])
SOURCE = {
    **NONE,
    "src/pkg/__init__.py": "",
    "src/pkg/high.py": "",
    "src/pkg/low.py": "import pkg.high\n",
}

SETTINGS = [
    Case(
        "`src` named as the package",
        {**SOURCE, "archlint.toml": f'packages = ["src"]\n{LAYERS}'},
        "error: there is no package `src` under the roots [2]",
    ),
    Case(
        "the folder around `src` named as the root",
        {**SOURCE, "archlint.toml": f'roots = ["."]\n{LAYERS}'},
        "incomplete; archlint.toml:4:23 nothing is called `pkg.low` [2]",
    ),
    Case(
        "a root that is not there",
        {**LOW, "archlint.toml": f'roots = ["scr"]\n{LAYERS}'},
        "error: there is no folder `scr` [2]",
    ),
    Case(
        "a package that is not there",
        {**LOW, "archlint.toml": f'packages = ["pgk"]\n{LAYERS}'},
        "error: there is no package `pgk` under the roots [2]",
    ),
    Case(
        "a layer that is not there",
        {"pkg/low.py": None},
        "incomplete; archlint.toml:3:23 no module matches `pkg.low` [2]",
    ),
    Case("no Python file at all", NONE, "error: there is no Python file to read in the folder of this file [2]"),
    Case("settings in a folder above the current one", LOW, BROKEN, folder="pkg"),
    Case(
        "no settings",
        {**LOW, "archlint.toml": None},
        "error: no settings found [2]",
    ),
    asked(
        "every layer may be absent, and is",
        f'{OTHERS}layers = ["(pkg.web)", "(pkg.db)"]\n',
        "incomplete; archlint.toml:3:11 these layers can never be broken [2]",
    ),
    asked(
        "layers in containers that match nothing",
        f'{OTHERS}containers = ["pkg.nosuch.*"]\nlayers = ["high", "low"]\n',
        "incomplete; archlint.toml:3:15 no module matches `pkg.nosuch.*` [2]",
    ),
    asked(
        "`forbidden` from a pattern that matches nothing",
        '[rules.forbidden]\nfrom = "pkg.lwo.*"\nto = "pkg.high"\n',
        "incomplete; archlint.toml:2:8 no module matches `pkg.lwo.*` [2]",
    ),
    asked(
        "`forbidden` to a pattern that matches nothing",
        '[rules.forbidden]\nfrom = "pkg.low"\nto = "pkg.hihg.*"\n',
        "incomplete; archlint.toml:3:6 no module matches `pkg.hihg.*` [2]",
    ),
    asked(
        "`independent` over a pattern that matches nothing",
        '[rules.independent]\nmodules = "pkg.nosuch.*"\n',
        "incomplete; archlint.toml:2:11 no module matches `pkg.nosuch.*` [2]",
    ),
    asked(
        "`protected` over a pattern that matches nothing",
        '[rules.protected.importers]\n"pkg.hihg.*" = ["pkg.low"]\n',
        "incomplete; archlint.toml:2:1 no module matches `pkg.hihg.*` [2]",
    ),
    asked(
        "a misspelt third party (`reqests`)",
        '[rules.forbidden]\nfrom = "pkg.low"\nto = "reqests"\n',
        "incomplete; archlint.toml:3:6 nothing is called `reqests` [2]",
    ),
    asked(
        "a distribution for a module (`scikit-learn`)",
        '[rules.forbidden]\nfrom = "pkg.low"\nto = "scikit-learn"\n',
        "incomplete; archlint.toml:3:6 nothing is called `scikit-learn` [2]",
    ),
    asked("no rule", "", "error: missing key `rules` [2]"),
    asked(
        "a rule without a type",
        '[rules.order]\nlayers = ["pkg.high", "pkg.low"]\n',
        "error: rule `order` needs `type` [2]",
    ),
    asked("a type that nobody knows", '[rules.order]\ntype = "layerz"\n', "error: there is no rule type `layerz` [2]"),
    asked("a key that the rule does not know", f"{LAYERS}exhuastive = true\n", "error: unknown key `exhuastive` [2]"),
    asked(
        "a key that the settings do not know",
        f'root_package = "pkg"\n{LAYERS}',
        "error: unknown key `root_package` [2]",
    ),
    asked(
        "a text for a truth", f'{LAYERS}exhaustive = "yes"\n', "error: `exhaustive` must be true or false, not text [2]"
    ),
    asked(
        "a number for a truth",
        f"{LAYERS}exhaustive = 1\n",
        "error: `exhaustive` must be true or false, not a whole number [2]",
    ),
    asked(
        "a pattern that is none",
        f'{OTHERS}layers = ["pkg.(high", "pkg.low"]\n',
        "incomplete; archlint.toml:3:11 `pkg.(high` is no module name [2]",
    ),
    asked("a name in brackets", f'{LAYERS}name = "[core] order [/x]"\n', BROKEN),
    asked("the same table twice", f"{LAYERS}{LAYERS}", "error: this table stands twice [2]"),
    asked(
        "the same layer twice",
        f'{OTHERS}layers = ["pkg.high", "pkg.low", "pkg.high"]\n',
        "incomplete; archlint.toml:3:34 `pkg.high` is named twice [2]",
    ),
    asked(
        "one rule of two that does not fit the code",
        f'{LAYERS}[rules.forbidden]\nfrom = "pkg.lwo"\nto = "pkg.high"\n',
        "broken at pkg/low.py:1:1; archlint.toml:5:8 no module matches `pkg.lwo` [2]",
    ),
    asked(
        "an allowed import of what is not there",
        '[rules.allowed.imports]\n"pkg.low" = ["pkg.hihg"]\n',
        "incomplete; archlint.toml:2:14 no module matches `pkg.hihg` [2]",
    ),
    Case(
        "modules that import each other, and no list of what they may",
        {**LOW, "pkg/high.py": "import pkg.low\n", "archlint.toml": "[rules.acyclic]\n"},
        "broken at pkg/low.py:1:1 [1]",
    ),
    Case(
        "what is broken is written down as known, then more of it",
        {"pkg/low.py": None, "pkg/low/a.py": "import pkg.high\n"},
        "known at pkg/low/a.py:1:1 [0], then broken at pkg/low/b.py:1:1; known at pkg/low/a.py:1:1 [1]",
        arrange=known,
        steps=(Step({"pkg/low/b.py": "import pkg.high\n"}),),
    ),
]

NEW = {
    "archlint.toml": LAYERS.replace('"pkg.high"', '["pkg.high", "(pkg.new)"]'),
    "pkg/low.py": "from pkg import new\n",
}
FORBIDDEN = '[rules.forbidden]\nfrom = "pkg.low"\nto = "json"\n'

STALE = [
    Case(
        "a module comes that another's `from pkg import new` means",
        NEW,
        "kept [0], then broken at pkg/low.py:1:1 [1]",
        steps=(Step({"pkg/new.py": ""}),),
    ),
    Case(
        "a module goes that another's `from pkg import new` means",
        {**NEW, "pkg/new.py": ""},
        "broken at pkg/low.py:1:1 [1], then kept [0]",
        steps=(Step({"pkg/new.py": None}),),
    ),
    Case(
        "a file is changed between runs with two settings in one folder",
        {"pkg/low.py": "import json\n", "others.toml": FORBIDDEN},
        "kept [0], then kept [0], then broken at pkg/low.py:1:1 [1]",
        steps=(Step({**LOW}, ("--config", "others.toml")), Step({})),
    ),
]
