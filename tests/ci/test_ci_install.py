"""The step that installs: for real, with pip and with uv; and what it says where it cannot."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.shops import SKIP

pytestmark = pytest.mark.git


@pytest.mark.network
@pytest.mark.slow
@pytest.mark.parametrize("with_", ["pip", "uv"])
def test_from_nothing_to_the_verdict(job, tmp_path, with_):
    """Settings for uv and modules of the judged code have no say, though the job stands in their folder."""
    job.write({**SKIP, "uv.toml": 'index-url = "http://127.0.0.1:9"\n', "venv.py": "raise SystemExit(9)\n"})
    job.variables["PYTHONPATH"] = str(job.workspace)
    tools = tmp_path / "tools/bin"
    if with_ == "uv":
        pip = [sys.executable, "-m", "pip", "install", "--quiet", "--target", tools.parent]
        subprocess.run([*pip, "uv"], check=True)
    job.variables["PATH"] = f"{tools}:{only(tmp_path / 'path', 'bash git sh rm')}"
    surroundings = {name: value for name, value in os.environ.items() if name.startswith(("PIP_", "UV_", "SSL_"))}
    job.variables |= surroundings  # how the package index is reached from here

    done = job.run({}, python=sys.executable, cache="true")

    assert done.codes == {"Install archlint": 0, "Check": 0, "Comment": 0, "Pass the verdict on": 1}, done.log
    assert "shop/skip: shop.web -> shop.db" in done.log
    kept = job.temporary / "archlint"
    minor = ".".join(map(str, sys.version_info[:2]))
    assert done.used[0]["with"]["key"].startswith(f"archlint-Linux-X64-{minor}-")
    assert (kept / "venv/bin/archlint").exists()
    assert list((kept / "cache").rglob("facts-*"))


def only(folder: Path, names: str) -> Path:
    """Give a folder that has these programs and no others."""
    folder.mkdir()
    for name in names.split():
        program = next(Path(one, name) for one in os.environ["PATH"].split(":") if Path(one, name).exists())
        (folder / name).symlink_to(program)
    return folder


def test_a_python_that_is_not_there(job):
    done = job.run({}, python="python3.999")

    assert done.codes == {"Install archlint": 2}
    (told,) = done.annotations
    assert told.message == (
        "There is no python3.999 here. Put actions/setup-python before this step, or name another Python in the input "
        "`python`."
    )


@pytest.mark.parametrize("said", ["(2, 7, 18)", "(3, 10, 14)"])
def test_a_python_that_is_too_old(job, said):
    """One of today that takes itself for an older one."""
    old = job.temporary / "python3.old"
    old.write_text(f"""#!/bin/sh\nexec {sys.executable} -c "import sys; sys.version_info = {said}; exec('''$3''')"\n""")
    old.chmod(0o755)

    done = job.run({}, python=str(old))

    assert done.codes == {"Install archlint": 2}
    assert "python3.old is older than 3.11, or no Python. Put actions/setup-python" in done.annotations[0].message


def test_a_hostile_name_of_a_python_is_neither_run_nor_a_command(job):
    done = job.run({}, python="$(touch pwned)\n::set-output name=python::/bin/true")

    assert done.codes == {"Install archlint": 2}
    assert [one.severity for one in done.annotations] == ["error"]
    assert not [*job.workspace.parent.rglob("pwned*")]
