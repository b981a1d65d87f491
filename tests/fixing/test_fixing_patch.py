"""Patches and suggestions are what `git apply` and reviewdog take, and come to the same as writing."""

import json
import subprocess

import pytest

from tests.fixing.shops import CYCLE, DEEP, LAYERS, TYPED, UNUSED

SHOPS = {"deep": DEEP, "layers": LAYERS, "cycle": CYCLE, "unused": UNUSED, "typed": TYPED}
LONG = "\n".join(f"x{number} = {number}" for number in range(20))
MANY = {
    **DEEP,
    "shop/web.py": f"{DEEP['shop/web.py']}{LONG}\ndef f():\n    from shop.orders.cart import Cart, Cart as C\n\n\n1",
    "shop/space in it.py": DEEP["shop/web.py"],
    'shop/quo"ted\\.py': DEEP["shop/web.py"],
    "shop/ümlaut.py": DEEP["shop/web.py"].replace("\n", "\r\n"),
    "shop/bare.py": "from shop.orders.cart import Cart",
}


def sources(folder):
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*.py")}


def applied(repository, folder, patch, *words):
    (folder / "fix.patch").write_bytes(patch)
    repository("apply", *words, "fix.patch")
    return sources(folder)


def committed(repository):
    repository("config", "core.autocrlf", "false")
    repository("add", ".")
    repository("commit", "--quiet", "-m", "as it was")


def written(call, folder, repository):
    """What `--write` makes of the files; then all is as it was."""
    assert call("fix", "--write").code == 0
    after = sources(folder)
    repository("checkout", "--quiet", "--", "*.py")
    return after


@pytest.mark.git
@pytest.mark.parametrize("shop", [*SHOPS.values(), MANY], ids=[*SHOPS, "many"])
def test_git_applies_the_patch_and_has_then_what_write_writes(tree, spawn, call, repository, shop):
    folder = tree({})
    for name, text in shop.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(text.encode())
    committed(repository)
    wanted = written(call, folder, repository)
    assert wanted != sources(folder)

    patch = spawn("fix", encoding=None).out

    assert (
        applied(
            repository, folder, patch, "--whitespace=error-all" if shop in SHOPS.values() else "--whitespace=nowarn"
        )
        == wanted
    )


@pytest.mark.git
def test_bytes_of_another_encoding_come_through(tree, spawn, call, repository):
    folder = tree(DEEP)
    (folder / "shop/web.py").write_bytes(
        b"# coding: latin-1\nfrom shop.orders.cart import Cart  # \xe4\n\nprint(Cart)\n"
    )
    committed(repository)
    wanted = written(call, folder, repository)

    patch = spawn("fix", encoding=None).out

    assert applied(repository, folder, patch) == wanted
    assert b"\xe4" in wanted["shop/web.py"]


@pytest.mark.git
def test_a_patch_of_a_project_below_the_top_of_its_repository_applies_there(tree, spawn, repository, tmp_path):
    folder = tree({f"backend/{name}": text for name, text in DEEP.items()})
    committed(repository)

    patch = spawn("fix", encoding=None, cwd=tmp_path / "backend").out

    assert b"--- a/backend/shop/web.py\n" in patch
    assert b"orders.cart" not in applied(repository, folder, patch)["backend/shop/web.py"]


@pytest.mark.git
@pytest.mark.parametrize("shop", [*SHOPS.values(), MANY], ids=[*SHOPS, "many"])
def test_suggestions_come_to_the_same_and_apply_as_a_patch(tree, call, repository, shop):
    folder = tree({})
    for name, text in shop.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(text.encode())
    committed(repository)
    wanted = written(call, folder, repository)
    told = json.loads(call("fix", "--format", "rdjson").out)["diagnostics"]
    assert told
    if shop is CYCLE:  # shown in one file, and mended in the other
        assert not any("suggestions" in one for one in told)
        return

    ranges: dict = {}
    for one in told:
        for each in one["suggestions"]:
            where = each["range"]
            start, end = ((where[key]["line"], where[key]["column"]) for key in ("start", "end"))
            ranges.setdefault(one["location"]["path"], set()).add((start, end, each["text"]))
    for path, some in ranges.items():
        content = (folder / path).read_bytes()
        starts = [0, *(at + 1 for at, byte in enumerate(content) if byte == 10), len(content)]
        for start, end, text in sorted(some, reverse=True):
            at, to = (starts[line - 1] + column - 1 for line, column in (start, end))
            content = content[:at] + text.encode() + content[to:]
        (folder / path).write_bytes(content)
    assert sources(folder) == wanted
    diff = subprocess.run(["git", "diff", "--binary"], capture_output=True, check=True).stdout
    repository("checkout", "--quiet", "--", "*.py")
    assert applied(repository, folder, diff, "--whitespace=nowarn") == wanted


def test_a_check_knows_of_no_suggestions_and_loads_nothing_for_them(tree, spawn):
    tree(DEEP)
    told = "[name for name in sys.modules if 'repair' in name or name == 'libcst']"
    code = f"import atexit\natexit.register(lambda: print({told}, file=sys.stderr))"

    done = spawn("check", "--format", "rdjson", code=code)

    assert "suggestions" not in done.out
    assert done.err == "[]\n"


def test_beside_the_patch_it_is_said_what_is_mended(tree, call):
    tree({**DEEP, "shop/jobs.py": "import shop.orders.cart\n"})

    done = call("fix")

    assert done.out == (
        "diff --git a/shop/web.py b/shop/web.py\n"
        "--- a/shop/web.py\n"
        "+++ b/shop/web.py\n"
        "@@ -1,3 +1,3 @@\n"
        "-from shop.orders.cart import Cart\n"
        "+from shop.orders import Cart\n"
        " \n"
        " print(Cart)\n"
    )
    assert done.err == (
        "1 of 2 violations can be mended, in 1 file. 1 is left alone: 1 module. "
        "`archlint fix --format text` says why.\n"
    )
