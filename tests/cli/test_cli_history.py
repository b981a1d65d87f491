"""A history is what a plain check of each commit would say, and a log that breaks off loses nothing."""

import json
import re
import subprocess
import sys
from collections.abc import Callable
from importlib import resources
from itertools import islice
from pathlib import Path
from random import Random
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from archlint import graph, report, settings
from archlint.rulebook import timeline
from archlint.settings import Request
from tests.cli.comparing import BIG
from tests.cli.histories import History
from tests.cli.replayed import checked, log, replayed
from tests.git.repositories import Repository

pytestmark = pytest.mark.git

SCHEMA = json.loads(resources.files("archlint.report").joinpath("history-1.schema.json").read_text(encoding="utf-8"))

LENIENT = """\
[rules.shop]
type = "linked-list"
layers = ["(shop.web)", "(shop.orders)", "(shop.stock)", "(shop.db)"]

[rules.knots]
type = "acyclic"
"""
"""What may be absent stands in brackets, so that a plain check takes a past that lacks it."""


@pytest.fixture
def grown(tmp_path: Path, call: Callable[..., Any]) -> Callable[[int], History]:
    """Make a repository of some thirty commits and today's settings."""

    def grow(seed: int) -> History:
        history = History(Repository(tmp_path), seed)
        steps = list(history.grow(30))
        assert {"moved", "deleted", "merged"} <= {*steps}, "a seed that tries too little"
        (tmp_path / "archlint.toml").write_text(LENIENT)
        return history

    return grow


@pytest.mark.parametrize("seed", [3, 5])
def test_at_each_commit_stands_what_a_plain_check_finds(seed, grown, tmp_path, tmp_path_factory, call, monkeypatch):
    history = grown(seed)
    assert call("history").code == 0
    line = history.repository.git("rev-list", "--first-parent", "--reverse", "HEAD").splitlines()
    told = list(replayed(log(tmp_path)))
    assert [commit for commit, _, _ in told] == line
    folder, found = tmp_path_factory.mktemp("laid"), set()
    for number, (commit, standing, _) in enumerate(told):
        assert standing == checked(tmp_path, commit, folder / str(number), call, monkeypatch), commit
        found |= standing
    assert found, "a history without violations tries nothing"


def test_a_log_that_was_cut_off_anywhere_is_completed_to_the_same_bytes(grown, tmp_path, call):
    grown(3)
    call("history")
    file = log(tmp_path)
    whole = file.read_bytes()
    for size in Random(1).sample(range(len(whole)), 25):
        file.write_bytes(whole[:size])
        assert call("history").code == 0
        assert file.read_bytes() == whole, size


def document(done: Any) -> Any:
    assert done.code == 0, done.err
    told = json.loads(done.out)
    assert list(Draft202012Validator(SCHEMA).iter_errors(told)) == []
    return told


def test_a_second_run_judges_and_parses_nothing(grown, tmp_path, call):
    grown(3)
    first = call("history", "--format", "json")
    document(first)
    assert re.search(r"Judged \d+ commits in [\d.]+ s, [\d,]+ a second; \d+ files parsed\.", first.err)
    second = call("history", "--format", "json")
    assert (second.out, second.err) == (first.out, "Nothing had to be judged: the log knows it all.\n")
    (tmp_path / "archlint.toml").write_text(LENIENT + 'modules = ["shop"]\n')
    third = call("history")
    assert third.err.endswith("; 0 files parsed.\n")
    assert "note: the settings, or archlint, are others than those of the log: all is judged anew" in third.out


def test_one_more_commit_is_judged_alone_and_without_a_cache_nothing_is_kept(shop, call):
    assert call("history", "--no-cache").err.startswith("Judged 1 commit in")
    assert not Path(".archlint").exists()
    call("history")
    Path("shop/web/cart.py").write_text(f"import shop.db.orm\n{BIG}")
    shop("commit", "--all", "--quiet", "-m", "take the short way")
    assert call("history").err.startswith("Judged 1 commit in")


STORY = """\
5 commits from 2026-11-02 to 2026-11-06, by the rules of today; a merge is one step.

modules        ~~~~~  8 -> 8, at most 8
imports        ~~~~~  3 -> 3, at most 3
violations     ___#_  1 -> 1, at most 2
largest cycle  _____  0 -> 0, at most 0
  skip         ___#_  1 -> 1, at most 2

What has happened, the newest first
  2026-11-06  COMMIT  -        shop skip shop.web.cart -> shop.db.orm
  2026-11-05  COMMIT  +        shop skip shop.web.cart -> shop.db.orm
  2026-11-04  COMMIT  moved    shop skip shop.web.admin -> shop.db.orm -> shop skip shop.web.office -> shop.db.orm
  2026-11-02  COMMIT  +        shop skip shop.web.admin -> shop.db.orm
  2026-11-02  COMMIT  born     shop.web
  2026-11-02  COMMIT  born     shop.orders
  2026-11-02  COMMIT  born     shop.db
  + a violation came, - one is fixed; born and gone are components.
"""


@pytest.fixture
def dated(monkeypatch):
    """Let the first commit be of the first of some days, and give the others."""
    monkeypatch.setenv("GIT_COMMITTER_DATE", "2026-11-02 12:00:00 +0000")
    return iter(range(3, 10))


@pytest.fixture
def story(dated, shop, monkeypatch):
    """Commit a small story, a step a day: a comment, a move, a skip more, and its end."""

    def commit(subject: str) -> None:
        monkeypatch.setenv("GIT_COMMITTER_DATE", f"2026-11-{next(dated):02} 12:00:00 +0000")
        shop("add", "--all")
        shop("commit", "--quiet", "--allow-empty", "-m", subject)

    cart = Path("shop/web/cart.py")
    cart.write_text(f"{cart.read_text()}# a remark\n")
    commit("remark")
    shop("mv", "shop/web/admin.py", "shop/web/office.py")
    commit("call it an office")
    cart.write_text(f"import shop.db.orm\n{BIG}")
    commit("take the short way")
    cart.write_text(f"import shop.orders.basket\n{BIG}")
    commit("go back")
    return shop


def plain(text: str) -> str:
    return re.sub(r"\b[0-9a-f]{10}\b", "COMMIT", text)


def test_a_history_tells_what_came_what_went_and_what_has_moved(story, call, monkeypatch):
    monkeypatch.setattr("archlint.cli.history._drawable", lambda _: False)
    assert plain(call("history").out) == STORY


def test_who_brought_it_in_is_known_after_a_move(story, call):
    first = story("rev-list", "--reverse", "HEAD").split()[0]
    (one,) = document(call("history", "--format", "json"))["violations"]
    assert one["violation"] == "shop skip shop.web.office -> shop.db.orm"
    assert (one["commit"], one["date"], one["subject"]) == (first, "2026-11-02", "open the shop")
    said = call("history", "--violations").out
    assert f"2026-11-02    {first[:10]}  shop skip shop.web.office -> shop.db.orm (shop/web/office.py:1)" in said
    assert "@" not in said


def test_since_a_day_the_rest_is_not_told_and_nobody_is_accused(story, call):
    told = document(call("history", "--since", "2026-11-05", "--format", "json"))
    assert [(one["date"], one["event"]) for one in told["events"]] == [
        ("2026-11-05", "appeared"),
        ("2026-11-06", "fixed"),
    ]
    assert [(one["date"], one["new"], one["fixed"]) for one in told["points"]] == [
        ("2026-11-05", 1, 0),
        ("2026-11-06", 0, 1),
    ]
    (one,) = told["violations"]
    assert (one["known"], told["complete"]) == (False, False)
    assert "<=" in call("history", "--since", "2026-11-05", "--violations").out
    # A log that reaches back further serves both.
    call("history")
    assert call("history", "--since", "2026-11-05").err == "Nothing had to be judged: the log knows it all.\n"


def test_every_tag_and_every_week_are_ways_of_their_own(story, call):
    story("tag", "v1", "HEAD~2")
    story("tag", "-a", "-m", "two", "v2", "HEAD~1")
    line = story("rev-list", "--reverse", "HEAD").split()
    tags = document(call("history", "--every", "tag", "--format", "json"))
    assert [one["commit"] for one in tags["points"]] == [line[0], line[2], line[3], line[4]]
    weeks = document(call("history", "--every", "week", "--format", "json"))
    assert [one["commit"] for one in weeks["points"]] == [line[0], line[4]]


def test_a_rewritten_history_is_noticed_and_judged_from_where_it_parts(story, call, tmp_path):
    call("history")
    story("commit", "--quiet", "--amend", "-m", "go back, and say why")
    done = call("history")
    assert "note: 1 commit of the log, the last one" in done.out
    assert "is in the history of HEAD no more (it was rewritten, or another branch is checked out)" in done.out
    assert done.err.startswith("Judged 1 commit in")
    assert [commit for commit, _, _ in replayed(log(tmp_path))] == story("rev-list", "--reverse", "HEAD").split()


def test_a_log_that_somebody_else_has_written_is_not_believed(story, call, tmp_path):
    call("history")
    file = log(tmp_path)
    head, *rest = file.read_text().splitlines()
    forged = json.loads(head) | {"key": "0" * 32}
    file.write_text("\n".join([json.dumps(forged), rest[0]]) + "\n")
    assert "all is judged anew" in call("history").out
    assert file.read_text().splitlines() == [head, *rest]


def test_while_one_run_judges_another_one_is_refused(story, call, tmp_path):
    call("history")
    hold = "import sys, fcntl; f = open(sys.argv[1], 'r+b'); fcntl.lockf(f, fcntl.LOCK_EX); print(flush=True); input()"
    words = [sys.executable, "-c", hold, str(log(tmp_path))]
    with subprocess.Popen(words, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as other:
        assert other.stdout, "its first line says that it holds the file"
        other.stdout.readline()
        done = call("history")
        other.communicate(b"\n")
    assert done.code == 2
    assert done.err.startswith("error: another run judges this history right now, and writes ")
    assert call("history").code == 0


@pytest.mark.parametrize("heard", [99, 2, 0])
def test_several_processes_come_to_the_same_log_whatever_becomes_of_them(heard, grown, tmp_path, call, monkeypatch):
    grown(3)
    call("history", "--jobs", "1")
    whole = log(tmp_path).read_bytes()
    log(tmp_path).unlink()
    asked: list[int] = []
    apart = graph.apart

    def broken(works):
        asked.append(len(works))
        yield from islice(apart(works), heard)

    monkeypatch.setattr(timeline, "_PART", 3)
    monkeypatch.setattr(timeline, "_WORTH", 1)
    monkeypatch.setattr(graph, "apart", broken)
    assert call("history", "--jobs", "3").code == 0
    assert asked == [3]
    assert log(tmp_path).read_bytes() == whole


@pytest.mark.parametrize("lead", ["", "# later\n# on\n"])
def test_what_went_and_came_back_while_another_process_judged_is_new(lead, shop, call, tmp_path, monkeypatch):
    """Parts are of three commits: the first process judges those from 0 and from 6 on, and never sees that it went."""
    there, gone = f"import shop.db.orm\n{BIG}", f"import shop.orders.basket\n{BIG}"
    for number, text in enumerate([there, there, there, there, gone, gone, lead + there, there, there]):
        Path("shop/web/cart.py").write_text(text)
        Path("notes.txt").write_text(str(number))
        shop("add", "--all")
        shop("commit", "--quiet", "-m", "a step")
    call("history", "--jobs", "1")
    whole = log(tmp_path).read_bytes()
    came = [json.loads(line) for line in whole.splitlines() if b"appeared" in line and b"cart" in line]
    assert [event["line"] for one in came for event in one["events"]] == [1, 1 + lead.count("\n")]
    log(tmp_path).unlink()
    monkeypatch.setattr(timeline, "_PART", 3)
    monkeypatch.setattr(timeline, "_WORTH", 1)
    assert call("history", "--jobs", "2").code == 0
    assert log(tmp_path).read_bytes() == whole


def test_an_interrupted_run_keeps_what_it_has_judged(grown, tmp_path, call, monkeypatch):
    grown(3)
    call("history")
    whole = log(tmp_path).read_bytes()
    log(tmp_path).unlink()
    from archlint.rulebook import Timeline

    judge, left = Timeline.state, iter(range(6))

    def tired(self):
        if next(left, None) is None:
            raise KeyboardInterrupt
        return judge(self)

    with monkeypatch.context() as patch:
        patch.setattr(Timeline, "state", tired)
        done = call("history")
    assert done.code == 130
    assert "what has been judged is kept" in done.err
    part = log(tmp_path).read_bytes()
    assert whole.startswith(part)
    assert part.count(b"\n") > 5
    assert call("history").code == 0
    assert log(tmp_path).read_bytes() == whole


def test_what_cannot_be_meant_is_told_with_the_next_act(story, call):
    assert "`--since` takes an age" in call("history", "--since", "soon").err
    assert call("history", "--since", "soon").code == 2
    assert "takes one of commit, week, tag" in call("history", "--every", "day").err
    assert call("history", "--since", "2030-01-01").out == "There is no commit since 2030-01-01.\n"


def test_without_a_commit_there_is_no_history(tree, repository, call):
    tree({"archlint.toml": "[rules.acyclic]\n", "shop.py": ""})
    done = call("history")
    assert (done.code, done.out) == (2, "")
    assert done.err == ("error: there is no commit yet, so `HEAD` names nothing. `git commit` makes the first one.\n")


def test_a_page_is_told_what_the_log_knows_and_nothing_is_judged_for_it(story, call, tmp_path, monkeypatch):
    read = report.opened(tmp_path / "archlint.toml", settings.Disk())
    request = Request(read, today="2026-11-28")
    assert report.trend(request) is None
    call("history")
    monkeypatch.setattr(timeline.Timeline, "state", None)
    told = report.trend(request)
    assert told is not None
    assert list(Draft202012Validator(SCHEMA).iter_errors(told)) == []
    assert [(one["date"], one["new"], one["fixed"]) for one in told["points"]] == [
        ("2026-11-02", 1, 0),
        ("2026-11-04", 0, 0),
        ("2026-11-05", 1, 0),
        ("2026-11-06", 0, 1),
    ]
    (tmp_path / "archlint.toml").write_text(LENIENT)
    assert report.trend(request._replace(settings=report.opened(tmp_path / "archlint.toml", settings.Disk()))) is None
