"""What is told of contracts that are not as they look: each note in place, and none where all is well."""

import pytest

from tests.settings.foreign.bookshop import CODE

HEAD = "[importlinter]\nroot_package = books\ninclude_external_packages = True\n"


def contract(type_, *lines):
    return "\n".join(["[importlinter:contract:c]", "name = C", f"type = {type_}", *lines, ""])


FORBIDDEN = ("source_modules = books.stock", "forbidden_modules =")
LABELS = ("source_modules = books.labels", "forbidden_modules = books.web", "ignore_imports =")
SILENT = (
    *("source_modules = books.orders", "forbidden_modules = yaml"),
    "unmatched_ignore_imports_alerting = none",
)
NOTES = {
    "a wildcard that matches nothing": (
        contract("forbidden", *FORBIDDEN, "  books.no.*"),
        9,
        "`books.no.*` matches nothing;",
    ),
    "a library, misspelt": (contract("forbidden", *FORBIDDEN, "  reqests"), 9, "nothing: is `requests` meant?"),
    "a distribution": (contract("forbidden", *FORBIDDEN, "  scikit-learn"), 9, "named as it is imported"),
    "one line for an order": (contract("layers", "layers = books.labels | books.orders"), 7, "this is no order: `|`"),
    "one that is independent": (
        contract("independence", "modules = books.web"),
        7,
        "so it is kept, and guards nothing",
    ),
    "no layer at all": (
        contract("layers", "layers =", "  (books.a)", "  (books.b)"),
        8,
        "it is kept, and guards nothing",
    ),
    "two that exclude each other": (
        contract("forbidden", "source_modules = books", "forbidden_modules = books.web"),
        7,
        "this rule can never be broken",
    ),
    "an ignore that no longer matters": (
        contract(
            "forbidden", *LABELS, "  books.stock.shelf -> books.web.pages", "  books.orders.basket -> books.stock.shelf"
        ),
        10,
        "`books.stock.shelf -> books.web.pages` is ignored, but the contract would be kept without that",
    ),
    "an ignore that another line covers": (
        contract("forbidden", *LABELS, "  books.stock.shelf -> books.web.pages", "  books.stock.* -> books.web.*"),
        10,
        "`books.stock.shelf -> books.web.pages` is ignored, but another line ignores that, too; delete the line",
    ),
    "an own file, where that is silent": (
        contract("forbidden", *SILENT, "ignore_imports = books.__init__ -> yaml"),
        10,
        "`books.__init__ -> yaml` ignores nothing: there a package's own file goes by the package's name",
    ),
    "a warning for what is not ignored": (
        contract("forbidden", *SILENT, "ignore_imports = books.gone -> yaml").replace("none", "warn"),
        10,
        "no module matches `books.gone` in `books.gone -> yaml`",
    ),
    "a wildcard that ignores nothing": (
        contract("forbidden", *SILENT, "ignore_imports = books.**.web -> **").replace("none", "warn"),
        10,
        "no module matches `books.**.web` in `books.**.web -> **`",
    ),
    "one wildcard for all": (
        contract("forbidden", *SILENT, "ignore_imports = books.stock.shelf -> *"),
        10,
        "`*` means no package of others here, as it does for import-linter; write `**`",
    ),
}
"""A contract, the line of the note on it, and words of that."""
UNSEEN = (
    "import-linter never sees `books.web.legacy.till`; it is judged here; an `__init__.py` is missing in a folder above"
)


@pytest.mark.parametrize("case", NOTES)
def test_what_misleads_is_told_in_place(tree, call, case):
    text, line, words = NOTES[case]
    tree({**CODE, ".importlinter": HEAD + text})

    done = call("check", "--strict")

    [unseen, note] = [one for one in done.out.splitlines() if one.startswith("note: ")]
    assert UNSEEN in unseen
    assert words in note
    assert note.endswith(f"(.importlinter:{line})")
    assert done.code == 1


def test_ignores_that_matter_are_not_told(tree, call):
    lines = ("source_modules = books.stock", "forbidden_modules = books.web", "ignore_imports =")
    text = contract("forbidden", *lines, "  books.stock.shelf -> books.web.pages")
    tree({**CODE, ".importlinter": HEAD + text})

    done = call("check")

    assert (done.code, done.out.count("note: ")) == (0, 1)


def test_all_ignores_that_are_told_can_go_together(tree, call):
    """Each of two would do alone: only the first is told."""
    code = {**CODE, "src/books/labels.py": "import books.orders.basket\n"}
    lines = ("source_modules = books.labels", "forbidden_modules = books.web", "ignore_imports =")
    both = ("  books.labels -> books.orders.basket", "  books.stock.shelf -> books.web.pages")
    folder = tree({**code, ".importlinter": HEAD + contract("forbidden", *lines, *both)})

    done = call("check")

    assert (done.code, done.out.count("would be kept without that")) == (0, 1)
    (folder / ".importlinter").write_text(HEAD + contract("forbidden", *lines, both[1]), encoding="utf-8")
    assert call("check").code == 0


def test_a_root_package_that_is_only_a_folder_is_told(tree, call):
    code = {path: text for path, text in CODE.items() if "legacy" not in path}
    text = contract("forbidden", "source_modules = src.books.stock", "forbidden_modules = src.books.web")
    tree({**code, ".importlinter": HEAD.replace("books", "src") + text})

    done = call("check")

    assert done.code == 0
    assert "none of 9 modules imports another, so nothing that is said of them could be broken" in done.out


def test_a_root_package_that_lies_elsewhere_is_told_and_the_others_are_judged(tree, call):
    text = contract("forbidden", "source_modules = books.web", "forbidden_modules = requests.adapters")
    head = "[importlinter]\nroot_packages =\n  books\n  requests\n  boks\n"
    tree({**CODE, "src/books/web/more.py": "import requests.adapters\n", ".importlinter": head + text})

    done = call("check")

    assert done.code == 1
    assert "`requests` lies nowhere below this folder, so it is taken for a package of others" in done.out
    assert (
        "`boks` lies nowhere below this folder, so it is taken for a package of others; did you mean `books`?"
        in done.out
    )


def test_packages_are_found_wherever_they_lie(tree, call):
    moved = {path.replace("src/", "backend/services/"): text for path, text in CODE.items()}
    text = contract("forbidden", "source_modules = books.stock", "forbidden_modules = books.web")
    tree({**moved, "tests/test_x.py": "import books\n", "src/other/x.py": "", ".importlinter": HEAD + text})

    done = call("check", "--format", "concise")

    assert done.code == 1
    assert done.out.startswith("backend/services/books/stock/shelf.py:1:1: c/forbidden")
