"""
Two persons: whoever wrote an import is not the one who accepts it.

Each story is a real repository. Who stands behind a handle, and which commit brought a waiver, are also held up to
their definitions.
"""

import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archlint import verdict
from archlint.git import GitError
from archlint.settings import Request, workspace
from archlint.verdict import Verdict
from archlint.verdict.approvals import people
from tests.git.repositories import Repository

SETTINGS = """\
[rules.shop]
type = "linked-list"
layers = ["shop.web", "shop.orders", "shop.db"]

[policy]
two-person = true

[policy.people]
"@architects" = ["@grace", "@ada"]
"@grace" = ["grace@shop.example"]
"@ada" = ["ada@example.org", "Ada@home.example"]
"""
WAIVER = """
[[waivers]]
imports = ["shop.web -> shop.db"]
because = "old"
approved-by = "@architects"
"""
WEB = "from shop import orders\nfrom shop import db\n"
GRACE = "Grace <grace@shop.example>"


@pytest.fixture(autouse=True)
def nobody_else(monkeypatch):
    """Let no settings of whoever runs the tests have a say."""
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", "/dev/null")
    monkeypatch.setenv("GIT_CONFIG_SYSTEM", "/dev/null")
    for name in ("GIT_DIR", "GIT_INDEX_FILE", "GIT_WORK_TREE"):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture
def shop(tmp_path) -> Repository:
    """A shop in which Ada has written a wrong import."""
    repository = Repository(tmp_path / "shop")
    put(repository, {"archlint.toml": SETTINGS, "shop/web.py": WEB, "shop/orders.py": "from shop import db\n"})
    put(repository, {"shop/db.py": "", "shop/__init__.py": ""})
    committed(repository, "Open the shop")
    return repository


def put(repository: Repository, files: dict[str, str]) -> None:
    for name, text in files.items():
        (repository.top / name).parent.mkdir(exist_ok=True)
        (repository.top / name).write_text(text)


def committed(repository: Repository, message: str, author: str = "") -> None:
    repository.git("add", "--all")
    repository.git("commit", "--quiet", "--message", message, *(["--author", author] if author else []))


def judged(top: Path, tree: str = "", *, hook: bool = False) -> Verdict:
    read = workspace(top / "archlint.toml")
    return verdict.judge(Request(read, tree=tree, hook=hook, today="2026-11-24", cache=False))


def told(top: Path, tree: str = "") -> list[str]:
    return [one.message for one in judged(top, tree).violations if one.kind == "waiver"]


def by(trailer: str) -> Callable[[Repository], None]:
    return lambda repository: committed(repository, f"Accept it\n\n{trailer}: {GRACE}")


@pytest.mark.parametrize(
    "commit",
    [
        by("Approved-by"),
        by("Reviewed-by"),
        lambda repository: committed(repository, "Accept it", GRACE),
        lambda repository: committed(repository, "Accept it\n\nApproved-by: @grace"),
        lambda repository: committed(
            repository, "Accept it\n\nSigned-off-by: x <x@y.z>\nApproved-by: <GRACE@shop.example>"
        ),
    ],
)
def test_somebody_else_approves_as_author_or_in_a_trailer(shop, commit):
    put(shop, {"archlint.toml": SETTINGS + WAIVER})
    commit(shop)

    for tree in ("", ":index", "HEAD"):
        assert told(shop.top, tree) == []
    assert not judged(shop.top).failed


@pytest.mark.parametrize(
    ("message", "author", "words"),
    [
        ("Accept it", "", "whoever approved the waiver of `shop.web -> shop.db` wrote the import"),
        (
            "Accept it",
            "Ada <ada@home.example>",
            "whoever approved the waiver of `shop.web -> shop.db` wrote the import",
        ),
        ("Accept it", "Alan <alan@shop.example>", "`@architects` did not approve the waiver of `shop.web -> shop.db`"),
        ("Accept it for Grace <grace@shop.example>, who knows", "Alan <alan@shop.example>", "`@architects` did not"),
    ],
)
def test_nobody_approves_of_what_they_wrote_and_nobody_else_does_for_them(shop, message, author, words):
    put(shop, {"archlint.toml": SETTINGS + WAIVER})
    committed(shop, message, author)

    (found,) = told(shop.top)
    assert found.startswith(words)
    assert judged(shop.top).failed
    assert judged(shop.top).waivers[0].state == "not-approved"


def test_what_is_in_no_commit_is_not_approved_yet_and_in_a_hook_that_is_a_note(shop):
    put(shop, {"archlint.toml": SETTINGS + WAIVER})
    shop.git("add", "--all")
    words = "the waiver of `shop.web -> shop.db` is in no commit, so `@architects` has not approved it yet"

    assert told(shop.top) == told(shop.top, ":index") == [words]
    hooked = judged(shop.top, ":index", hook=True)
    assert not hooked.failed
    assert [one.message for one in hooked.notices] == [words]


@pytest.mark.parametrize(
    "changed",
    [
        WAIVER.replace("shop.web -> shop.db", "shop.web -> shop.**"),
        WAIVER.replace('["shop.web -> shop.db"]', '["shop.web -> shop.db", "shop.orders -> shop.db"]'),
        WAIVER + "until = 2027-03-31\n",
        WAIVER.replace("old", "because I say so"),
    ],
)
def test_who_widens_or_prolongs_a_waiver_brings_another_one(shop, changed):
    put(shop, {"archlint.toml": SETTINGS + WAIVER})
    by("Approved-by")(shop)
    put(shop, {"archlint.toml": SETTINGS + changed})

    assert "is in no commit" in told(shop.top)[0]
    committed(shop, "Widen it", "Alan <alan@shop.example>")
    assert "did not approve" in told(shop.top)[0]


def test_who_takes_a_line_out_of_a_waiver_brings_another_one(shop):
    put(shop, {"archlint.toml": SETTINGS + WAIVER + 'rules = ["shop"]\n'})
    by("Approved-by")(shop)
    assert told(shop.top) == []
    put(shop, {"archlint.toml": SETTINGS + WAIVER})
    committed(shop, "Let it hold for all rules", "Alan <alan@shop.example>")

    assert "did not approve" in told(shop.top)[0]


def test_who_moves_a_waiver_or_changes_what_stands_around_it_changes_nothing(shop):
    put(shop, {"archlint.toml": SETTINGS + WAIVER})
    by("Approved-by")(shop)
    other = '\n[[waivers]]\nimports = ["shop.orders -> shop.db"]\nbecause = "x"\napproved-by = "@grace"\n'
    put(shop, {"archlint.toml": f"{WAIVER}# moved\n{other}{SETTINGS}"})
    committed(shop, "Tidy up", "Alan <alan@shop.example>")

    assert told(shop.top) == [
        "`@grace` did not approve the waiver of `shop.orders -> shop.db`, by commit "
        + shop.git("rev-parse", "HEAD")[:10]
    ]


def test_approval_survives_a_merge(shop):
    shop.git("checkout", "--quiet", "-b", "side")
    put(shop, {"archlint.toml": SETTINGS + WAIVER})
    by("Approved-by")(shop)
    shop.git("checkout", "--quiet", "main")
    put(shop, {"archlint.toml": "# settings\n" + SETTINGS})
    committed(shop, "Say what it is")
    shop.git("merge", "--quiet", "--no-edit", "side")

    assert told(shop.top) == []


def test_the_author_of_any_line_with_the_import_counts(shop):
    put(shop, {"shop/web.py": f"{WEB}\n\ndef late():\n    from shop import db\n    return db\n"})
    committed(shop, "Import it once more", GRACE)
    put(shop, {"archlint.toml": SETTINGS + WAIVER})
    by("Approved-by")(shop)

    assert told(shop.top) == ["whoever approved the waiver of `shop.web -> shop.db` wrote the import"]


def test_a_comment_is_approved_by_the_commit_of_its_line(shop):
    comment = "  # archlint: waive[shop] old, approved-by @architects"
    put(shop, {"shop/web.py": WEB.replace("db\n", f"db{comment}\n")})
    assert "is in no commit" in told(shop.top)[0]
    committed(shop, "Accept it")
    assert told(shop.top) == ["whoever approved the waiver of `shop.web -> shop.db` wrote the import"]
    shop.git("commit", "--quiet", "--amend", "--message", f"Accept it\n\nApproved-by: {GRACE}")

    for tree in ("", ":index", "HEAD"):
        assert told(shop.top, tree) == []


def test_a_handle_that_nobody_stands_behind_is_told_with_the_nearest_one(shop):
    put(shop, {"archlint.toml": SETTINGS + WAIVER.replace("@architects", "@architect")})
    by("Approved-by")(shop)

    (one,) = [one for one in judged(shop.top).violations if one.kind == "waiver"]
    assert one.message.startswith("nobody stands behind `@architect`")
    assert one.help == "did you mean `@architects`?"


def test_a_waiver_that_names_nobody_is_unexplained(shop):
    put(shop, {"archlint.toml": SETTINGS + WAIVER.replace("approved-by", "owner")})
    by("Approved-by")(shop)

    assert told(shop.top) == ["the waiver of `shop.web -> shop.db` names nobody who approved it"]


def test_a_clone_that_is_too_shallow_says_which_command_helps(shop, tmp_path):
    put(shop, {"archlint.toml": SETTINGS + WAIVER})
    by("Approved-by")(shop)
    committed_once_more(shop)
    for depth, enough in [("1", False), ("2", False), ("3", True)]:
        clone = tmp_path / f"clone{depth}"
        subprocess.run(["git", "clone", "--quiet", "--depth", depth, f"file://{shop.top}", clone], check=True)
        if enough:
            assert told(clone) == []
        else:
            with pytest.raises(GitError, match="git fetch --unshallow"):
                judged(clone)


def committed_once_more(repository: Repository) -> None:
    put(repository, {"readme": "A shop.\n"})
    committed(repository, "Say what this is")


def test_outside_of_a_repository_it_is_said_what_git_was_to_be_asked(tmp_path):
    (tmp_path / "shop").mkdir()
    (tmp_path / "archlint.toml").write_text(SETTINGS + WAIVER)
    for name, text in {"web": WEB, "orders": "", "db": "", "__init__": ""}.items():
        (tmp_path / "shop" / f"{name}.py").write_text(text)

    with pytest.raises(GitError, match=r"^`two-person` asks git who has approved of a waiver: .* is not in a git"):
        judged(tmp_path)


def test_without_two_person_git_is_not_asked(tmp_path, monkeypatch):
    monkeypatch.setattr("archlint.git.run.ended", lambda *words: pytest.fail("git was asked"))
    (tmp_path / "shop").mkdir()
    (tmp_path / "archlint.toml").write_text(SETTINGS.replace("two-person = true", "") + WAIVER)
    for name, text in {"web": WEB, "orders": "", "db": "", "__init__": ""}.items():
        (tmp_path / "shop" / f"{name}.py").write_text(text)

    assert judged(tmp_path).summary.waived == 1


handles = st.sampled_from(["@a", "@b", "@c", "@d"])
addresses = st.sampled_from(["a@x.y", "b@x.y", "c@x.y"])
tables = st.dictionaries(
    handles, st.lists(handles, max_size=3) | st.lists(addresses, min_size=1, max_size=2), max_size=4
)


@given(table=tables, name=handles)
def test_behind_a_handle_stand_the_persons_that_it_leads_to(table, name):
    reached, waiting = set(), [name]
    while waiting:
        if (one := waiting.pop()) not in reached:
            reached.add(one)
            waiting += table.get(one, [])
    persons = {frozenset({one, *table[one]}) for one in reached if any("." in each for each in table.get(one, []))}

    assert set(people(name, table)) == persons


def test_an_address_stands_for_all_addresses_of_a_person():
    (one,) = people("Ada@home.example", {"@ada": ["ada@example.org", "Ada@home.example"]})

    assert {"ada@example.org", "ada@home.example"} <= one
