"""Settings as people write them: what can be read is read, and of all else one message says what is wrong, in place."""

import pytest

from tests.settings.foreign.bookshop import CODE

HEAD = "[importlinter]\nroot_package = books\n"
LAYERS = "[importlinter:contract:a]\nname = Order\ntype = layers\nlayers =\n    books.web\n    books.stock\n"
FORBIDDEN = "[importlinter:contract:b]\nname = Ban\ntype = forbidden\nsource_modules = books.labels\n"
BAN = f"{FORBIDDEN}forbidden_modules = books.stock\n"

REFUSED = {
    "a section twice": (HEAD + BAN + BAN, 8, "the section `importlinter:contract:b` stands twice"),
    "an option twice": (HEAD + BAN + "type = layers\n", 8, "`type` stands twice in `importlinter:contract:b`"),
    "no section": ("root_package = books\n", 1, "there is no section above this line"),
    "no value": (HEAD + "include_external_packages\n", 3, "this is no INI file as configparser reads it"),
    "a percent sign": (HEAD + BAN.replace("Ban", "100% pure"), 4, "`%` has a meaning in this file"),
    "no root package": ("[importlinter]\n" + BAN, 1, "there is no `root_package`"),
    "no such root package": (HEAD.replace("books", "boks") + BAN, 2, "there is no package `boks` under the roots"),
    "a list on one line": (
        HEAD.replace("root_package", "root_packages")[:-1] + ", shop\n" + BAN,
        2,
        "is no module name",
    ),
    "another section": (HEAD + BAN.replace("importlinter:", ""), 3, "import-linter reads no `contract:b`"),
    "no contract": (HEAD, 1, "there is no contract in this file"),
    "no section of its own": ("[settings]\nroot_package = books\n", 0, "there is no contract in this file"),
    "other names": ("[settings]\n[contract:b]\ntype = forbid\n", 2, "import-linter reads no `contract:b`"),
}
"""Text, line (0 for none), and words of the message: nothing is judged."""

LEFT_OUT = {
    "no name": (BAN.replace("name = Ban\n", ""), 8, "this contract needs `name`"),
    "no type": (BAN.replace("type = forbidden\n", ""), 8, "this contract needs `type`"),
    "an unknown type": (BAN.replace("= forbidden", "= forbid"), 10, "there is no contract type `forbid`"),
    "an unknown option": (
        BAN + "allow_indirect = True\n",
        13,
        "a contract of this type has no option `allow_indirect`",
    ),
    "a number for a flag": (
        BAN + "allow_indirect_imports = 1\n",
        13,
        "`allow_indirect_imports` is either true or false",
    ),
    "a comma": (FORBIDDEN + "forbidden_modules = books.web, books.stock\n", 12, "is no module name"),
    "a comment behind": (
        FORBIDDEN + "forbidden_modules =\n  books.web\n  books.stock  # ours\n",
        14,
        "is no module name",
    ),
    "nothing listed": (FORBIDDEN + "forbidden_modules =\n", 12, "`forbidden_modules` names nothing"),
    "no list": (FORBIDDEN, 8, "this contract needs `forbidden_modules`"),
    "a part of a name": (FORBIDDEN + "forbidden_modules = books.st*\n", 12, "`books.st*` is no module name"),
    "two wildcards": (FORBIDDEN + "forbidden_modules = books.**.*\n", 12, "has two wildcards in a row"),
    "no such module": (FORBIDDEN + "forbidden_modules = books.stok\n", 12, "no module matches `books.stok`"),
    "an own file": (FORBIDDEN + "forbidden_modules = books.__init__\n", 12, "import-linter knows no `books.__init__`"),
    "no arrow": (BAN + "ignore_imports = books.web\n", 13, "`books.web` is no import"),
    "an odd alert": (BAN + "unmatched_ignore_imports_alerting = errors\n", 13, "cannot be `errors`"),
    "an import that is not there": (
        BAN + "ignore_imports = books.web -> books.stock\n",
        13,
        "nothing imports like that",
    ),
}
"""A contract beside one that is right, the line, and words: it is not judged, and the other is."""


@pytest.mark.parametrize("case", REFUSED)
def test_a_file_that_cannot_be_used_is_refused_in_one_message(tree, call, case):
    text, line, words = REFUSED[case]
    tree({**CODE, ".importlinter": text})

    done = call("check")

    assert (done.code, done.out) == (2, "")
    assert words in done.err
    assert (f".importlinter:{line}:" in done.err) if line else "--> .importlinter\n" in done.err
    assert "Traceback" not in done.err


@pytest.mark.parametrize("case", LEFT_OUT)
def test_a_contract_that_cannot_be_judged_is_told_and_the_others_are_judged(tree, call, case):
    text, line, words = LEFT_OUT[case]
    tree(
        {
            **CODE,
            ".importlinter": HEAD
            + LAYERS[:-1].replace("layers =\n    books.web\n    books.stock", "layers = books.web\n    books.stock")
            + "\n"
            + text,
        }
    )

    done = call("check", "--format", "concise")

    assert done.code == 2
    assert "a/back: books.stock -> books.web points back up" in done.out
    assert words in done.err
    assert f".importlinter:{line}:" in done.err


@pytest.mark.parametrize(
    ("text", "code"),
    [
        (HEAD + BAN + "allow_indirect_imports = TRUE\n", 0),
        (HEAD + BAN + "allow_indirect_imports = fAlse\n", 1),
        (f"[tool:pytest]\nlog_format = %(message)s\n{HEAD}{BAN}", 1),
        (HEAD + BAN.replace("books.stock", "\n\n    ; first\n    books.stock\n  # last") + "\n", 1),
        (f"[DEFAULT]\ntype = forbidden\n{HEAD}{BAN.replace('type = forbidden', '')}", 1),
        (HEAD.replace("=", ":") + BAN.replace("=", ":"), 1),
        (("\ufeff" + HEAD + BAN).replace("\n", "\r\n"), 1),
        (HEAD.upper().replace("[IMPORTLINTER]", "[importlinter]").replace("BOOKS", "books") + BAN, 1),
    ],
    ids=["capitals", "mixed", "percent", "comments", "defaults", "colons", "windows", "keys"],
)
def test_what_configparser_takes_is_taken(tree, call, text, code):
    tree({**CODE, ".importlinter": text})

    assert call("check").code == code


TOML = """\
[tool.importlinter]
root_packages = ["books"]
[[tool.importlinter.contracts]]
id = "ban"
name = "Ban"
type = "forbidden"
source_modules = "books.labels"
forbidden_modules = ["books.stock"]
"""


@pytest.mark.parametrize(
    ("addition", "line", "words"),
    [
        ("as_packages = 1\n", 9, "`as_packages` is either true or false"),
        ("ignore_imports = [3]\n", 9, "`ignore_imports` is a list of texts"),
        ("as_package = true\n", 9, "has no option `as_package`"),
        (
            "broken_contract_guidance = 3\nas_packages = false\nallow_indirect_imports = 'no'\n",
            11,
            "is either true or false",
        ),
    ],
)
def test_values_of_toml_are_held_up_to_what_they_may_be(tree, call, addition, line, words):
    tree({**CODE, "pyproject.toml": TOML + addition})

    done = call("check")

    assert done.code == 2
    assert words in done.err
    assert f"pyproject.toml:{line}:" in done.err


def test_a_list_of_contracts_that_is_called_otherwise_is_told(tree, call):
    tree({**CODE, "pyproject.toml": TOML.replace("contracts", "contract")})

    done = call("check")

    assert done.code == 2
    assert "import-linter reads no `contract`, and so there is no contract in this file" in done.err
    assert "pyproject.toml:3:" in done.err


def test_an_unknown_option_of_all_contracts_is_a_note(tree, call):
    tree({**CODE, ".importlinter": HEAD + "exclude_type_checking = True\n" + BAN})

    done = call("check")

    assert "note: import-linter knows no `exclude_type_checking` here, and says nothing of it" in done.out
    assert "(.importlinter:3)" in done.out
