"""Whose the code is: CODEOWNERS in both dialects, held up to readers that are not ours, and what verdicts say of it."""

import os
import re
import subprocess
from collections import Counter
from fnmatch import fnmatchcase
from itertools import product

import pytest
from codeowners import CodeOwners
from hypothesis import given
from hypothesis import strategies as st

from archlint import verdict
from archlint.settings import Request, workspace
from archlint.verdict.codeowners import Codeowners
from archlint.verdict.owners import PLACES, Ownership

TOML = """\
[rules.shop]
type = "linked-list"
layers = ["shop.web", "shop.orders", "shop.db"]

[rules.bans]
type = "forbidden"
from = ["shop"]
to = ["requests"]

[rules.used]
type = "orphan"
modules = ["shop.**"]
entry-points = ["shop.web"]
"""
SHOP = {
    "archlint.toml": TOML,
    "shop/__init__.py": "",
    "shop/web.py": "import shop.orders\nimport shop.db\nimport requests\n",
    "shop/orders.py": "import shop.db\n",
    "shop/db.py": "",
    "shop/old.py": "",
}
ALL = ("new", "known", "waived")


@pytest.fixture
def tree(tmp_path):
    """Return a function that writes files below the test's folder, and returns the folder."""

    def write(files):
        for name, text in files.items():
            file = tmp_path / name
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(text, encoding="utf-8")
        return tmp_path

    return write


@pytest.fixture
def git(tmp_path, monkeypatch):
    """Make the test's folder a git repository, and run git there."""
    for name in [name for name in os.environ if name.startswith("GIT_")]:
        monkeypatch.delenv(name)
    person = {"GIT_AUTHOR_NAME": "A", "GIT_AUTHOR_EMAIL": "a@shop.example"}
    person |= {"GIT_COMMITTER_NAME": "A", "GIT_COMMITTER_EMAIL": "a@shop.example"}

    def run(*argv):
        subprocess.run(["git", *argv], cwd=tmp_path, env={**os.environ, **person}, check=True, capture_output=True)

    run("init", "--quiet", "--initial-branch=main")
    return run


def judged(folder, states=ALL, **wishes):
    return verdict.judge(Request(workspace(folder / "archlint.toml"), cache=False, **wishes), owners=states)


def ends(found):
    """Return the owners of both ends by kind of violation and its modules."""
    return {(one.kind, one.importer, one.imported): tuple(one.owners) for one in found.violations}


def owners(text, dialect, *paths):
    return [Codeowners(text, "CODEOWNERS", dialect).of(path) for path in paths]


def told(text, dialect):
    return [(one.line, one.message) for one in Codeowners(text, "CODEOWNERS", dialect).notes]


# What the two say of themselves, case by case.

GITHUB = """\
*            @everybody @else
*.py         @python  #an inline comment
*.txt        notes@shop.example
/build/logs/ @logs
docs/*       @docs
apps/        @apps
/scripts/    @scripts
/scripts/old
**/tables    @tables
/web/**/cart @cart
"""


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("Makefile", ["@everybody", "@else"]),
        ("src/deep/shop.py", ["@python"]),
        ("a.txt", ["notes@shop.example"]),
        ("build/logs/deep/a.log", ["@logs"]),
        ("src/build/logs/a.log", ["@everybody", "@else"]),
        ("docs/index.md", ["@docs"]),
        ("docs/deep/index.md", ["@everybody", "@else"]),
        ("src/docs/index.md", ["@everybody", "@else"]),
        ("src/apps/deep/a.py", ["@apps"]),
        ("apps", ["@everybody", "@else"]),
        ("scripts/run.py", ["@scripts"]),
        ("scripts/old/run.py", []),
        ("scripts/older/run.py", ["@scripts"]),
        ("src/tables/a.py", ["@tables"]),
        ("tables", ["@tables"]),
        ("web/cart/a.py", ["@cart"]),
        ("web/a/b/cart", ["@cart"]),
    ],
)
def test_github_reads_its_own_example_like_this(path, expected):
    assert owners(GITHUB, "GitHub", path) == [tuple(expected)]


GITLAB = """\
* @admin
internal/README.md @inside
\\#odd.py @odd
with\\ spaces/ @spaces
/config/ @@maintainer
/one @one
!*.lock  # and why

[Documentation] @docs
docs/
/docs/legal/ @legal @docs
/docs/nobody/ nobody
!/docs/generated/

^[Ruby][2]
[a-c]*.rb @ruby
/lib/**/x.rb @lib

[DOCUMENTATION]
README.md @readme
"""


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("Makefile", ["@admin"]),
        (".hidden", ["@admin"]),
        ("src/internal/README.md", ["@inside", "@readme"]),
        ("#odd.py", ["@odd"]),
        ("src/with spaces/a.py", ["@spaces"]),
        ("config/a/b.toml", ["@@maintainer"]),
        ("one", ["@one"]),
        ("one/below.py", ["@admin"]),
        ("poetry.lock", []),
        ("src/docs/a/b.md", ["@admin", "@docs"]),
        ("docs/legal/terms.md", ["@admin", "@legal", "@docs"]),
        ("docs/nobody/a.md", ["@admin"]),
        ("docs/generated/README.md", ["@admin"]),
        ("docs/README.md", ["@admin", "@readme"]),
        ("src/bird.rb", ["@admin"]),
        ("lib/a/b/x.rb", ["@admin", "@lib"]),
        ("lib/x.rb", ["@admin", "@lib"]),
    ],
)
def test_gitlab_reads_sections_exclusions_and_roles_like_this(path, expected):
    assert owners(GITLAB, "GitLab", path) == [tuple(expected)]


def test_a_file_reads_differently_in_each_dialect():
    text = "shop/web @web\n"

    assert owners(text, "GitHub", "shop/web/cart.py", "a/shop/web") == [("@web",), ()]
    assert owners(text, "GitLab", "shop/web/cart.py", "a/shop/web") == [(), ("@web",)]


def test_a_handle_is_one_owner_however_it_is_spelled():
    text = "/a/ @Shop/Web @shop/web\n/b/ @shop/WEB\n"

    assert owners(text, "GitHub", "a/x", "b/x") == [("@Shop/Web",), ("@Shop/Web",)]


def test_a_byte_order_mark_and_line_ends_of_windows_change_nothing():
    assert owners("\ufeff/a/ @a\r\n\r\n/b/ @b\r\n", "GitHub", "a/x", "b/x") == [("@a",), ("@b",)]


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("!a.py @x", "the line of `!a.py` is passed over: GitHub knows no pattern that excludes"),
        ("\\#a.py @x", "the line of `\\#a.py` is passed over: on GitHub no pattern begins with `#`"),
        ("[ab].py @x", "the line of `[ab].py` is passed over: GitHub knows no classes of characters"),
        ("*.py @x team", "the line of `*.py` is passed over: `team` is no owner"),
        ("*.py @@developer", "the line of `*.py` is passed over: `@@developer` is no owner"),
        ("/ @x", "`/` fits no file: it names no file"),
    ],
)
def test_a_line_that_github_does_not_know_is_told_and_changes_no_owner(line, expected):
    text = f"* @all\n{line}\n"

    assert told(text, "GitHub") == [(2, expected)]
    assert owners(text, "GitHub", "a.py", "#a.py") == [("@all",), ("@all",)]


@pytest.mark.parametrize(
    ("line", "expected", "whose"),
    [
        ("*.py team @x", "`team` is no owner and is left out", ["@x"]),
        ("*.py @x # @y", "GitLab knows no comment behind a pattern: owners that stand in it are owners", ["@x", "@y"]),
        ("[Python @x", "this section is none: its `[` is never closed", ["@all"]),
        ("/[ab @x", "`/[ab` fits no file: its `[` is never closed", ["@all"]),
        ("/ @x", "`/` fits no file: it names no file", ["@all"]),
        ("[] @x\na.py", "this section has no name", ["@all", "@x"]),
        ("[One] @x, y\na.py", "behind a section `, y` is not read", ["@all", "@x"]),
        ("[One] x\na.py", "`x` is no owner and is left out", ["@all"]),
    ],
)
def test_a_line_that_gitlab_does_not_know_is_told(line, expected, whose):
    text = f"* @all\n{line}\n"

    assert told(text, "GitLab") == [(2, expected)]
    assert owners(text, "GitLab", "a.py") == [tuple(whose)]


@given(st.text(st.sampled_from("ab/*?[]!^-\\# @\n.x")), st.sampled_from(["GitHub", "GitLab"]))
def test_no_text_is_a_reason_to_fail(text, dialect):
    read = Codeowners(text, "CODEOWNERS", dialect)

    assert all(isinstance(owner, str) for owner in read.of("a/b.x"))
    assert all(1 <= one.line <= text.count("\n") + 1 for one in read.notes)


# The languages of patterns, against readers that share no code with ours.

NAMES = ("a", "b", "ab", "a.py", ".a", "abc")
PARTS = (*NAMES, "*", "**", "?", "a*", "*.py", "a**", "\\*", "\\a")
paths = st.lists(st.sampled_from(NAMES), min_size=1, max_size=5).map("/".join)


def patterns(parts):
    """Return a strategy for patterns, from the top or not, for files or for folders."""
    words = st.lists(st.sampled_from(parts), min_size=1, max_size=4).map("/".join)
    return st.tuples(st.sampled_from(["", "/"]), words, st.sampled_from(["", "/"])).map("".join)


def written(lines):
    return "".join(f"{pattern} {' '.join(names)}\n" for pattern, names in lines)


OWNERS = st.lists(st.sampled_from(["@a", "@b/c", "d@e.example"]), max_size=2, unique=True)


@given(st.lists(st.tuples(patterns(PARTS), OWNERS), max_size=6), paths)
def test_github_files_are_read_as_an_independent_reader_does(lines, path):
    text = written(lines)

    assert owners(text, "GitHub", path) == [tuple(name for _, name in CodeOwners(text).of(path))]


def fits(pattern, path):
    """Return whether Ruby's fnmatch, told that `/` parts names and dots are nothing special, takes a path."""
    if not pattern or not path:
        return not pattern and not path
    first, *rest = pattern
    if first == "**" and rest:
        return fits(rest, path) or fits(pattern, path[1:])
    return fnmatchcase(path[0], first) and fits(rest, path[1:])


def gitlab_owners(lines, path):
    """Return the owners by the definition: the last pattern that fits; Ruby's fnmatch is what tells."""
    for pattern, names in reversed(lines):
        whole = "/**/*" if pattern == "*" else pattern if pattern.startswith("/") else f"/**/{pattern}"
        whole += "**/*" if whole.endswith("/") else ""
        if fits(whole.split("/")[1:], path.split("/")):
            return tuple(names)
    return ()


PLAIN = tuple(part for part in PARTS if "\\" not in part)


@given(st.lists(st.tuples(patterns((*PLAIN, "[ab]", "[!a]*", "[a-c]bc")), OWNERS), max_size=6), paths)
def test_gitlab_files_are_read_by_their_definition(lines, path):
    lines = [("/" + pattern if pattern.startswith("[") else pattern, names) for pattern, names in lines]

    assert owners(written(lines), "GitLab", path) == [gitlab_owners(lines, path)]


@given(st.lists(st.tuples(st.integers(0, 2), patterns(PLAIN), OWNERS), max_size=8), paths)
def test_each_section_has_a_say_of_its_own(rows, path):
    text = "".join(f"{['', '[One]', '^[TWO][2]'][number]}\n{written([row])}" for number, *row in rows if number)
    text = written([row for number, *row in rows if not number]) + text
    each = [gitlab_owners([row for number, *row in rows if number == one], path) for one in range(3)]
    order = [0, *dict.fromkeys(number for number, *_ in rows if number)]
    expected = tuple(dict.fromkeys(name for number in order for name in each[number]))

    assert owners(text, "GitLab", path) == [expected]


# Which file, and which dialect.


@pytest.mark.parametrize("first", range(len(PLACES)))
def test_the_first_place_that_has_a_file_counts(tree, first):
    places = PLACES[first:]
    root = tree({**SHOP, **{place: f"* @{number}\n" for number, place in enumerate(places)}})

    read = Ownership(Request(workspace(root / "archlint.toml")))

    assert (read.path, read.of("shop/db.py")) == (places[0], ("@0",))


@pytest.mark.parametrize(
    ("files", "dialect"),
    [
        ({".github/CODEOWNERS": "[Section]\n* @a\n"}, "GitHub"),
        ({".gitlab/CODEOWNERS": "* @a\n"}, "GitLab"),
        ({"CODEOWNERS": "* @a\n"}, "GitHub"),
        ({"CODEOWNERS": "* @a\n", ".gitlab-ci.yml": ""}, "GitLab"),
        ({"docs/CODEOWNERS": "* @a\n^[Docs][2] @b\n"}, "GitLab"),
        ({"docs/CODEOWNERS": "* @a\n!b\n"}, "GitLab"),
        ({"CODEOWNERS": "* @@developers\n"}, "GitLab"),
        ({"CODEOWNERS": "# !a or [b] or @@owner\n* @a\n"}, "GitHub"),
    ],
)
def test_the_folder_tells_the_dialect_else_the_text_else_what_stands_beside(tree, files, dialect):
    assert Ownership(Request(workspace(tree({**SHOP, **files}) / "archlint.toml"))).dialect == dialect


def test_without_a_file_nobody_owns_anything(tree):
    found = judged(tree(SHOP))

    assert set(ends(found).values()) == {((), ())}
    assert (found.couplings().path, found.couplings().all, found.owner_notes()) == ("", (), ())


def test_a_file_that_the_system_refuses_is_told(tree, monkeypatch):
    root = tree({**SHOP, "CODEOWNERS": "* @a\n"})
    whole = judged(root)

    def refuse(*_):
        raise PermissionError(13, "Permission denied", str(root / "CODEOWNERS"))

    monkeypatch.setattr("archlint.git.files.read_file", refuse)
    read = Ownership(Request(workspace(root / "archlint.toml")))

    assert [(one.message, one.path, one.line) for one in read.notes] == [
        ("the owners of the code cannot be read: Permission denied", "CODEOWNERS", 0)
    ]
    assert read.of("shop/db.py") == ()
    assert set(ends(whole).values()) != {((), ())}


@pytest.mark.git
def test_it_is_read_from_the_tree_that_is_judged_below_the_top_of_the_repository(tree, git):
    below = {f"services/{name}": text for name, text in SHOP.items()}
    root = tree({**below, "CODEOWNERS": "/services/shop/db.py @commit\n"})
    git("add", ".")
    git("commit", "--quiet", "-m", "open")
    tree({"CODEOWNERS": "/services/shop/db.py @index\nshop/ x\n"})
    git("add", ".")
    tree({"CODEOWNERS": "/services/shop/db.py @disk\n"})

    read = {
        kind: Ownership(Request(workspace(root / "services/archlint.toml"), tree=kind, within="services"))
        for kind in ("", ":index", "HEAD")
    }

    assert {kind: one.of("shop/db.py") for kind, one in read.items()} == {
        "": ("@disk",),
        ":index": ("@index",),
        "HEAD": ("@commit",),
    }
    assert [(one.path, one.line) for one in read[":index"].notes] == [("../CODEOWNERS", 2)]


# What it says of violations.

OWNED = {**SHOP, ".github/CODEOWNERS": "/shop/ @shop\n/shop/web.py @web\n/shop/db.py @data @web/tables\n/shop/old.py\n"}


def test_a_violation_has_the_owners_of_both_ends(tree):
    assert ends(judged(tree(OWNED))) == {
        ("skip", "shop.web", "shop.db"): (("@web",), ("@data", "@web/tables")),
        ("forbidden", "shop.web", "requests"): (("@web",), ()),
        ("orphan", "shop.old", ""): ((), ()),
    }


def test_a_chain_has_those_of_its_ends(tree):
    free = {"shop/web.py": "import shop.free\n", "shop/free.py": "import shop.db\n"}
    found = judged(tree({**OWNED, **free}))

    assert ends(found)["skip", "shop.web", "shop.db"] == (("@web",), ("@data", "@web/tables"))


def test_only_violations_in_the_states_that_are_asked_for_get_owners(tree):
    root = tree({**OWNED, "archlint-baseline.txt": "shop skip shop.web -> shop.db\n"})

    assert ends(judged(root, ("new",)))["skip", "shop.web", "shop.db"] == ((), ())
    assert ends(judged(root, ("known",)))["skip", "shop.web", "shop.db"] == (("@web",), ("@data", "@web/tables"))
    assert ends(judged(root, ()))["forbidden", "shop.web", "requests"] == ((), ())


def test_nobody_opens_the_file_who_is_not_asked(tree, monkeypatch):
    root = tree(OWNED)
    monkeypatch.setattr("archlint.verdict.owners.Ownership.__init__", lambda *_: pytest.fail("it was opened"))

    assert len(judged(root, ()).violations) == 3


def test_what_an_import_that_is_only_declared_stands_in_has_no_say(tree):
    declared = '\n[[declared]]\nimports = ["shop.orders -> shop.web"]\nbecause = "by a message"\n'
    owner = "/archlint.toml @settings\n"
    root = tree({**OWNED, "archlint.toml": TOML + declared, "CODEOWNERS": owner})
    found = ends(judged(root))

    assert found["back", "shop.orders", "shop.web"] == (("@shop",), ("@web",))


def test_an_importer_that_is_no_module_of_ours_has_no_owner(tree):
    declared = """
[rules.doors]
type = "protected"
[rules.doors.importers]
"shop.db" = ["shop.web", "shop.orders"]

[[declared]]
imports = ["requests -> shop.db"]
because = "by a hook"
"""
    found = judged(tree({**OWNED, "archlint.toml": TOML + declared, ".github/CODEOWNERS": "* @all\n"}))
    mine = [one for one in found.violations if one.importer == "requests"]

    assert [(one.path, tuple(one.owners)) for one in mine] == [("archlint.toml", ((), ("@all",)))]


# Which teams are coupled.


def test_couplings_count_pairs_of_modules_and_those_that_break_a_rule(tree):
    found = judged(tree(OWNED)).couplings()

    assert (found.owners, found.modules, found.shared, found.unowned) == (4, 5, 1, 1)
    assert (found.imports, found.inside) == (3, 0)
    assert [one[:5] for one in found.all] == [
        ("@shop", "@data", 1, 0, 0),
        ("@shop", "@web/tables", 1, 0, 0),
        ("@web", "@data", 1, 1, 0),
        ("@web", "@shop", 1, 0, 0),
        ("@web", "@web/tables", 1, 1, 0),
    ]
    assert found.all[2].first == ("shop.web", "shop.db", "shop/web.py", 2)
    assert found.all[2].components == (("shop.web", "shop.db", 1),)


def test_what_is_known_is_counted_apart_and_paths_leave_out_other_importers(tree):
    root = tree({**OWNED, "archlint-baseline.txt": "shop skip shop.web -> shop.db\n"})

    assert [one[:5] for one in judged(root, paths=("shop/web.py",)).couplings().all] == [
        ("@web", "@data", 1, 0, 1),
        ("@web", "@shop", 1, 0, 0),
        ("@web", "@web/tables", 1, 0, 1),
    ]


def test_a_pair_of_modules_is_new_as_long_as_one_rule_has_it_as_new(tree):
    more = '\n[rules.also]\ntype = "forbidden"\nfrom = ["shop.web"]\nto = ["shop.db"]\n'
    stored = {"archlint.toml": TOML + more, "archlint-baseline.txt": "also forbidden shop.web -> shop.db\n"}
    found = judged(tree({**OWNED, **stored}))

    assert found.summary.known == 1
    assert ("@web", "@data", 1, 1, 0) in [one[:5] for one in found.couplings().all]


def test_a_chain_couples_its_ends_although_no_import_joins_them(tree):
    free = {"shop/web.py": "import shop.free\n", "shop/free.py": "import shop.db\n"}
    found = judged(tree({**OWNED, **free})).couplings()

    assert ("@web", "@data", 0, 1, 0) in [one[:5] for one in found.all]


PAIRS = [(tail, head) for tail in range(4) for head in range(4) if tail != head]
TEAMS = st.lists(st.sampled_from(["@a", "@b", "@c"]), max_size=2, unique=True)


@given(
    st.lists(TEAMS, min_size=4, max_size=4),
    st.sets(st.sampled_from(PAIRS)),
)
def test_every_import_is_inside_or_counts_for_each_owner_of_each_end(tmp_path_factory, teams, imports):
    root = tmp_path_factory.mktemp("code")
    (root / "m").mkdir()
    (root / "archlint.toml").write_text('[rules.shop]\ntype = "acyclic"\n', encoding="utf-8")
    for number in range(4):
        lines = [f"import m.f{head}\n" for tail, head in sorted(imports) if tail == number]
        (root / "m" / f"f{number}.py").write_text("".join(lines), encoding="utf-8")
    text = "".join(f"/m/f{number}.py {' '.join(each)}\n" for number, each in enumerate(teams))
    (root / "CODEOWNERS").write_text(text, encoding="utf-8")
    inside = 0
    expected: Counter[tuple[str, str]] = Counter()
    for tail, head in imports:
        if set(teams[tail]) & set(teams[head]) or not (teams[tail] or teams[head]):
            inside += 1
        else:
            expected.update(product(teams[tail] or [""], teams[head] or [""]))

    found = judged(root).couplings()

    assert {one[:2]: one.imports for one in found.all} == expected
    assert (found.imports, found.inside) == (len(imports), inside)
    assert all(sum(part[2] for part in one.components) == one.imports for one in found.all)
    assert all(re.fullmatch(r"m/f\d\.py", one.first[2]) and one.first[3] >= 1 for one in found.all)
