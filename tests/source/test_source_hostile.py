"""Files that are no sane code: each is told, and costs neither the run nor its memory."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from archlint.source.extract import extract
from archlint.source.nouns import Unread
from archlint.source.tree import LARGEST
from tests.source.codebases import reading, write

HOSTILE = {
    "sum.py": b"x = " + b" + ".join([b"1"] * 20_000) + b"\nif x: import a\n",
    "called.py": b"x = f" + b"(1)" * 20_000 + b"\nif x: import a\n",
    "dotted.py": b"x = f" + b".a" * 20_000 + b"\nif x: import a\n",
    "minus.py": b"x = " + b"-" * 50_000 + b"1\nif x: import a\n",
    "brackets.py": b"x = " + b"(" * 5_000 + b")" * 5_000 + b"\nif x: import a\n",
    "blocks.py": b"".join(b" " * n + b"if x:\n" for n in range(200)) + b" " * 200 + b"import a\n",
    "elifs.py": b"if x: pass\n" + b"elif x: import a\n" * 5_000,
    "nul.py": b"import a\nx = '\0'\n",
    "utf16.py": "import a\n".encode("utf-16"),
    "quotes.py": b"'''" * 100_001 + b"\nif x: import a\n",
    "quoted.py": b"if x: import a\n" + b"'\\'" * 100_000,
    "fields.py": b"f'" + b"{" * 20_000 + b"}" * 20_000 + b"'\nif x: import a\n",
    "lines.py": b"\\\n" * 100_000 + b"if x: import a\n",
    "decorators.py": b"@x\n" * 5_000 + b"def f(): import a\n",
    "words.py": b"x = 'import import_module __all__'\n" * 20_000,
}
FOUND = {
    "nul.py": "NUL byte",
    "utf16.py": "UTF-16",
    "brackets.py": "nested",
    "quotes.py": "unterminated",
    "minus.py": "nested",
    "blocks.py": "indent",
}
PROGRAM = """
import sys, warnings
from pathlib import Path
from archlint.settings import Request, Settings
from archlint.source import read

warnings.simplefilter("error")
for pattern in sys.argv[2:]:
    table = {"packages": [pattern]}
imports = read(Request(settings=Settings(root=Path(sys.argv[1]), file="archlint.toml", table={}), tree="")).imports()
for path, line, column, message in imports.unread:
    print(path, message)
(peak,) = [line.split()[1] for line in Path("/proc/self/status").read_text().splitlines() if line.startswith("VmHWM")]
print(len(imports.modules), int(peak) // 1024, file=sys.stderr)
"""


def run(folder):
    """
    Read a folder in a process of its own; return what is unread, the number of modules and the peak in MB.

    Linux tells the peak of a program alone; what `getrusage` tells begins with that of the process that started it.
    """
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])}
    command = [sys.executable, "-c", PROGRAM, str(folder)]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=True, timeout=300)
    modules, peak = map(int, done.stderr.split())
    return dict(line.split(" ", 1) for line in done.stdout.splitlines()), modules, peak


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_file_is_told_or_understood(name):
    found = extract(name, HOSTILE[name])

    if isinstance(found, Unread):
        assert found.path == name
        assert "\n" not in found.message
        assert FOUND.get(name, "nested") in found.message
    else:
        assert name not in FOUND
        assert {fact.base for fact in found.imports} <= {"a"}


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells the most memory that a program has had")
def test_all_of_them_in_one_folder_cost_neither_the_run_nor_its_memory(tmp_path):
    write(
        tmp_path, {f"shop/{name}": content for name, content in HOSTILE.items()} | {"shop/good.py": "import shop.nul"}
    )
    os.mkfifo(tmp_path / "shop" / "pipe.py")
    (tmp_path / "shop" / "device.py").symlink_to("/dev/zero")
    with (tmp_path / "shop" / "huge.py").open("wb") as huge:
        huge.truncate(200_000_000)

    unread, modules, peak = run(tmp_path)

    assert {f"shop/{name}.py" for name in ("pipe", "device", "huge", "nul", "utf16", "brackets")} <= unread.keys()
    assert "200 MB" in unread["shop/huge.py"]
    assert "pipe" in unread["shop/pipe.py"]
    assert "device" in unread["shop/device.py"]
    assert modules == len(HOSTILE) + 2
    assert peak < 500


def test_a_file_is_read_up_to_a_size(tmp_path):
    line = b"import shop.b\n"
    write(tmp_path, {"shop/a.py": line + b"#" * (LARGEST - len(line)), "shop/b.py": b"#" * (LARGEST + 1)})
    imports = reading(tmp_path)

    assert [one.path for one in imports.unread] == ["shop/b.py"]
    assert "16 MB" in imports.unread[0].message
    assert list(imports.target) == [1]
    assert extract("shop/b.py", b"#" * (LARGEST + 1)) == imports.unread[0]
