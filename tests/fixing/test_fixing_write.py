"""`archlint fix --write`: each file whole or as it was, only where it is still what was judged."""

import json
import subprocess
import sys
import time

import pytest

from archlint.cli import rewriting
from archlint.report import Rewrite
from tests.fixing.shops import CYCLE, DEEP, LAYERS, TYPED, UNUSED

SHOPS = {"deep": DEEP, "layers": LAYERS, "cycle": CYCLE, "unused": UNUSED, "typed": TYPED}


def sources(folder):
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*.py")}


@pytest.mark.parametrize("name", SHOPS)
def test_what_was_written_is_judged_clean_and_a_second_run_changes_nothing(tree, call, name):
    folder = tree(SHOPS[name])
    assert call("check").code == 1

    first = call("fix", "--write")

    assert (first.code, first.err) == (0, "")
    assert first.out.endswith("1 of 1 violation is mended, in 1 file.\n")
    assert call("check").code == 0
    after = sources(folder)
    second = call("fix", "--write")
    assert (second.code, second.out) == (0, "Nothing to mend: no violation is found here.\n")
    assert sources(folder) == after


def test_a_dry_run_writes_nothing_and_a_check_after_it_finds_what_it_found_before(tree, call):
    folder = tree(DEEP)
    before, judged = sources(folder), call("check", "--format", "json").out

    for format_ in ("patch", "text", "json", "rdjson"):
        assert call("fix", "--format", format_).code == 0

    assert sources(folder) == before
    assert call("check", "--format", "json").out == judged


def test_what_somebody_knows_is_mended_and_what_somebody_waives_is_not(tree, call):
    folder = tree(
        {
            **DEEP,
            "shop/jobs.py": "from shop.orders.cart import Cart  # archlint: waive[api] in spring, until 2999-01-01\n",
        }
    )
    call("baseline")

    done = call("fix", "--write")

    assert "1 of 1 violation is mended" in done.out
    assert "shop.orders.cart" in (folder / "shop/jobs.py").read_text()
    assert "shop.orders.cart" not in (folder / "shop/web.py").read_text()


def test_only_what_lies_below_a_path_is_rewritten(tree, call):
    folder = tree({**DEEP, "shop/jobs/__init__.py": "", "shop/jobs/night.py": DEEP["shop/web.py"]})

    done = call("fix", "--write", "shop/jobs")

    assert done.out == "shop/jobs/night.py: rewritten\n1 of 1 violation is mended, in 1 file.\n"
    assert (folder / "shop/web.py").read_text() == DEEP["shop/web.py"]


def test_a_path_that_is_not_there_is_told(tree, call):
    tree(DEEP)

    done = call("fix", "shop/wbe.py")

    assert (done.code, done.err) == (
        2,
        "error: there is no file or folder `shop/wbe.py`; did you mean `shop/web.py`?\n",
    )


def test_code_that_cannot_be_read_as_a_whole_is_left_alone(tree, call):
    folder = tree({**DEEP, "shop/jobs.py": "from shop import (\n"})
    before = sources(folder)

    done = call("fix", "--write")

    assert (done.code, done.out) == (2, "")
    assert "shop/jobs.py:1" in done.err
    assert "Nothing was rewritten: what cannot be read or judged may have a say in what is safe." in done.err
    assert sources(folder) == before


def test_a_rule_that_does_not_fit_is_told_and_nothing_written(tree, call):
    folder = tree({**DEEP, "archlint.toml": DEEP["archlint.toml"].replace("shop.orders", "shop.order")})
    before = sources(folder)

    done = call("fix", "--write")

    assert done.code == 2
    assert "did you mean" in done.err
    assert sources(folder) == before


def test_a_file_that_has_changed_since_it_was_judged_is_left_alone(tmp_path):
    (tmp_path / "a.py").write_text("new\n")

    left = rewriting.rewrite(tmp_path, [Rewrite("a.py", b"old\n", b"newer\n")])

    assert left == {"a.py": "it has changed since it was judged: run `archlint fix` again"}
    assert [path.name for path in tmp_path.iterdir()] == ["a.py"]
    assert (tmp_path / "a.py").read_text() == "new\n"


def test_a_file_that_has_gone_is_told(tmp_path):
    assert rewriting.rewrite(tmp_path, [Rewrite("a.py", b"", b"x")]) == {"a.py": "no such file or directory"}


def test_a_read_only_file_is_left_alone_also_by_who_may_write_all(tree, call):
    folder = tree(DEEP)
    (folder / "shop/web.py").chmod(0o444)

    done = call("fix", "--write")

    assert done.code == 0
    assert done.out == (
        "shop/web.py: left alone: it is read-only\n"
        "0 of 1 files rewritten; what is to be mended in the others is still to be mended.\n"
    )
    assert (folder / "shop/web.py").read_text() == DEEP["shop/web.py"]


def test_a_link_is_followed_inside_and_refused_where_it_leads_out(tree, call, tmp_path_factory):
    folder, outside = tree(DEEP), tmp_path_factory.mktemp("outside")
    text = DEEP["shop/web.py"]
    (outside / "jobs.py").write_text(text)
    (folder / "shop/jobs.py").symlink_to(outside / "jobs.py")
    (folder / "data").mkdir()
    (folder / "data/code.txt").write_text(text)
    (folder / "shop/linked.py").symlink_to("../data/code.txt")

    done = call("fix", "--write")

    assert f"shop/jobs.py: left alone: it is a link that leads out of {folder}, to {outside}/jobs.py\n" in done.out
    assert (outside / "jobs.py").read_text() == text
    assert (folder / "shop/linked.py").is_symlink()
    assert (folder / "data/code.txt").read_text() == text.replace("orders.cart", "orders")


def test_the_mode_of_a_file_stays(tree, call):
    folder = tree(DEEP)
    (folder / "shop/web.py").chmod(0o751)

    call("fix", "--write")

    assert (folder / "shop/web.py").stat().st_mode & 0o777 == 0o751


@pytest.mark.slow
def test_whenever_it_is_killed_each_file_is_whole(tree, environment):
    """Files so large that writing one takes a while are watched while they are written, and at the kill."""
    old = DEEP["shop/web.py"].encode() + b"# much is said of this\n" * 20_000
    new = old.replace(b"orders.cart", b"orders")
    names = [f"shop/web{number}.py" for number in range(24)]
    counts = set()
    for moment in range(4):
        folder = tree(DEEP)
        for name in names:
            (folder / name).write_bytes(old)
        files = [folder / name for name in names]
        words = [sys.executable, "-m", "archlint", "fix", "--write", "--no-cache"]
        process = subprocess.Popen(words, env=environment(), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        sizes, seen, until = {len(old), len(new)}, set(), 0.0
        while process.poll() is None and not (until and time.monotonic() > until):
            found = [path.stat().st_size for path in files]
            seen.update(found)
            if len(new) in found and not until:
                until = time.monotonic() + moment / 200
        process.kill()
        process.wait()
        assert seen <= sizes
        held = [path.read_bytes() for path in files]
        assert set(held) <= {old, new}
        counts.add(held.count(new))
        for path in folder.glob("shop/.*.tmp"):
            path.unlink()
    assert any(0 < count < len(names) for count in counts), "no kill came in between"


def test_the_document_for_programs_tells_all(tree, call):
    tree({**DEEP, "shop/jobs.py": "import shop.orders.cart\n"})

    told = json.loads(call("fix", "--format", "json").out)

    assert set(told) == {"schema", "mended", "refused", "files", "reasons", "summary", "errors"}
    (mended,) = told["mended"]
    assert mended["edits"] == [
        {
            "path": "shop/web.py",
            "line": 1,
            "column": 1,
            "name": "Cart",
            "do": "reroute",
            "importer": "shop.web",
            "home": "shop",
            "imported": "shop.orders.cart",
            "to": "shop.orders",
        }
    ]
    (refused,) = told["refused"]
    assert refused["refused"] == {
        "reason": "module",
        "module": "shop.orders.cart",
        "name": "",
        "because": "shop.orders.cart itself is imported, not a name of it",
    }
    assert told["reasons"] == {"module": 1}
    assert [one["path"] for one in told["files"]] == ["shop/web.py"]


def test_a_person_reads_what_is_mended_and_why_the_rest_is_left(tree, call):
    tree({**DEEP, "shop/jobs.py": "import shop.orders.cart\n"})

    assert call("fix", "--format", "text").out == (
        "Mended: 1 violation\n"
        "  shop/web.py:1:1: api/private: shop.web -> shop.orders.cart: Cart is private to shop.orders\n"
        "    = shop.web takes Cart from shop.orders\n"
        "\n"
        "Left alone: 1 violation\n"
        "  shop/jobs.py:1:1: api/private: shop.jobs -> shop.orders.cart is private to shop.orders\n"
        "    = module: shop.orders.cart itself is imported, not a name of it\n"
        "\n"
        "1 of 2 violations can be mended, in 1 file. 1 is left alone: 1 module.\n"
    )
