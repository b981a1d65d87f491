"""Where archlint says otherwise than import-linter on purpose: both are asked, so that the documents stay true."""

import pytest

from tests.settings.foreign.judged import verdicts
from tests.settings.foreign.oracle import rulings

pytestmark = pytest.mark.newest

EMPTY = dict.fromkeys(
    ["shop/__init__.py", "shop/a/__init__.py", "shop/a/sub.py", "shop/b/__init__.py", "shop/b/x.py"], ""
)
A_NOT_B = "type = forbidden\nsource_modules = shop.a\nforbidden_modules = "
CASES = {
    "a folder without __init__.py": (
        {"shop/a/deep/m.py": "import shop.b\n"},
        f"{A_NOT_B}shop.b\n",
        ("kept", "broken"),
    ),
    "a package of others, not asked for": ({"shop/a/m.py": "import yaml\n"}, f"{A_NOT_B}yaml\n", ("refused", "broken")),
    "a part of a package of others": (
        {"shop/a/m.py": "from xml.dom import minidom\n"},
        f"{A_NOT_B}xml.dom.minidom\n",
        ("refused", "broken"),
    ),
    "a submodule that does not exist": (
        {"shop/a/m.py": "from shop.b.gone.away import name\n"},
        f"{A_NOT_B}shop.b\n",
        ("kept", "broken"),
    ),
    "a layer below a child of an exhaustive container": (
        {},
        "type = layers\ncontainers = shop\nlayers =\n  a.sub\n  (b)\nexhaustive = True\n",
        ("broken", "kept"),
    ),
    "a lone asterisk": (
        {"shop/a/m.py": "import yaml\n"},
        f"{A_NOT_B}yaml\nignore_imports = shop.a.m -> *\nunmatched_ignore_imports_alerting = none\n",
        ("kept", "broken"),
    ),
}
"""Files, a contract, and what import-linter and archlint say of it."""
WITH_EXTERNALS = ("a part of a package of others", "a lone asterisk")


@pytest.mark.parametrize("case", CASES)
def test_the_verdict_differs_as_the_documents_say(tmp_path, case):
    files, contract, (theirs, ours) = CASES[case]
    session = "[importlinter]\nroot_package = shop\n"
    session += "include_external_packages = True\n" if case in WITH_EXTERNALS else ""
    text = f"{session}[importlinter:contract:c]\nname = C\n{contract}"
    for name, content in {**EMPTY, **files, ".importlinter": text}.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(content, encoding="utf-8")

    assert [one.state for one in rulings(tmp_path, ".importlinter")] == [theirs]
    assert [one.state for one in verdicts(tmp_path, ".importlinter")] == [ours]
