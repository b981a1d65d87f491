"""Machines that refuse: closed files and folders, full disks, links in circles, files too large for anybody."""

import os
import subprocess
import sys
from functools import cache
from pathlib import Path

import pytest

from tests.cli.shops import SHOP, SKIP

pytestmark = pytest.mark.skipif(os.name == "nt", reason="modes, links and limits are those of POSIX")


def _obey_modes():
    """Give up root's right to pass over the modes of files, for the program that is started next."""
    import ctypes

    libc = ctypes.CDLL(None)
    drop, override, search = 24, 1, 2  # PR_CAPBSET_DROP, CAP_DAC_OVERRIDE, CAP_DAC_READ_SEARCH
    libc.prctl(drop, override, 0, 0, 0)
    libc.prctl(drop, search, 0, 0, 0)


@cache
def _modes_count():
    """Return whether a started program can be made to respect the modes of files."""
    closed = "import os, sys, tempfile; p = tempfile.mkdtemp(); os.chmod(p, 0); sys.exit(os.access(p, os.R_OK))"
    return subprocess.run([sys.executable, "-c", closed], preexec_fn=_obey_modes, check=False).returncode == 0


@pytest.fixture
def closed(tmp_path):
    """Close a file or folder to everybody, for the time of the test."""
    if not _modes_count():
        pytest.skip("this user may read everything, whatever its mode")
    done = []

    def close(path, mode=0):
        path = tmp_path / path
        done.append((path, path.stat().st_mode))
        path.chmod(mode)

    yield close
    for path, mode in reversed(done):
        path.chmod(mode)


class TestClosed:
    """Files and folders without permission."""

    def test_a_file_that_may_not_be_read_is_one_finding_and_the_rest_is_judged(self, tree, spawn, closed):
        tree({**SHOP, **SKIP, "shop/secret.py": "import shop.db\n"})
        closed("shop/secret.py")

        done = spawn(preexec_fn=_obey_modes)

        assert done.code == 2
        assert "unread: the file cannot be read: Permission denied\n --> shop/secret.py\n" in done.out
        assert "shop/skip: shop.web -> shop.db" in done.out
        assert done.err == ""

    def test_a_folder_that_may_not_be_listed_is_told(self, tree, spawn, closed):
        tree({**SHOP, "shop/secret/__init__.py": ""})
        closed("shop/secret")

        done = spawn(preexec_fn=_obey_modes)

        assert done.code == 2
        assert "unread: the folder cannot be listed: Permission denied\n --> shop/secret\n" in done.out

    def test_settings_that_may_not_be_read_are_told(self, tree, spawn, closed):
        tree(SHOP)
        closed("archlint.toml")

        done = spawn(preexec_fn=_obey_modes)

        assert (done.code, done.out) == (2, "")
        assert done.err.startswith("error: the file cannot be read: Permission denied\n --> archlint.toml\n")

    def test_a_baseline_that_may_not_be_read_is_told(self, tree, spawn, closed):
        tree({**SHOP, **SKIP, "archlint-baseline.txt": ""})
        closed("archlint-baseline.txt")

        done = spawn(preexec_fn=_obey_modes)

        assert (done.code, done.out) == (2, "")
        assert "archlint-baseline.txt: Permission denied" in done.err

    def test_a_folder_that_may_not_be_written_is_told(self, tree, spawn, closed):
        tree({**SHOP, **SKIP, "out/old.txt": ""})
        closed("out", 0o500)
        closed(".", 0o500)

        done = spawn("--output", "json=out/report.json", preexec_fn=_obey_modes)
        assert (done.code, done.err) == (2, "error: cannot write out/report.json: Permission denied\n")

        done = spawn("baseline", preexec_fn=_obey_modes)
        assert done.code == 2
        assert done.err.startswith("error: cannot write ")
        assert done.err.endswith("archlint-baseline.txt: Permission denied\n")

    def test_a_gitignore_that_may_not_be_read_is_passed_over(self, tree, spawn, closed):
        tree({**SHOP, ".gitignore": "shop/db.py\n"})
        closed(".gitignore")

        assert spawn(preexec_fn=_obey_modes).code == 0


class TestFull:
    """Disks without room."""

    @pytest.fixture
    def small(self, tmp_path):
        """A disk of 16 KiB that is full but for a little."""
        disk = tmp_path / "small"
        disk.mkdir()
        mount = ["mount", "-t", "tmpfs", "-o", "size=16k", "tmpfs", str(disk)]
        try:
            done = subprocess.run(mount, capture_output=True, check=False)
        except OSError:
            done = None
        if done is None or done.returncode:
            pytest.skip("only root can mount a small disk")
        yield disk
        subprocess.run(["umount", str(disk)], check=True)

    def test_a_report_that_does_not_fit_is_told_and_the_old_one_stays(self, tree, call, small):
        tree({**SHOP, **{f"shop/web{n}.py": "import shop.db, shop.web\n" for n in range(60)}})
        (small / "report.json").write_text("old")

        done = call("--output", f"json={small}/report.json", "--exit-zero", "shop")

        assert (done.code, done.out) == (0, "")
        assert (small / "report.json").stat().st_size < 16_384

        many = "".join(f'[rules.r{n}]\ntype = "acyclic"\n' for n in range(200))
        tree({"archlint.toml": many})
        before = (small / "report.json").read_bytes()

        done = call("--output", f"json={small}/report.json")

        assert (done.code, done.out) == (2, "")
        assert done.err == f"error: cannot write {small}/report.json: No space left on device\n"
        assert (small / "report.json").read_bytes() == before
        assert [path.name for path in small.iterdir()] == ["report.json"]

    @pytest.mark.parametrize("old", [None, "# old\n"])
    def test_a_baseline_that_does_not_fit_is_told_and_the_old_one_stays(self, tree, spawn, old):
        """A limit on the size of files stands for the disk, since everybody may set one."""
        tree({**SHOP, **SKIP})
        if old:
            Path("archlint-baseline.txt").write_text(old)
        limit = "import resource; resource.setrlimit(resource.RLIMIT_FSIZE, (10, 10))"
        words = ["baseline"] if old is None else ["baseline", "--accept", "shop", "--because", "for now"]

        done = spawn(*words, code=limit)

        assert (done.code, done.out) == (2, "")
        assert done.err.endswith("archlint-baseline.txt: File too large\n")
        kept = Path("archlint-baseline.txt").read_text() if old else None
        assert kept == old
        assert not list(Path().glob(".archlint-baseline*"))


class TestOdd:
    """What else lies around."""

    def test_links_in_circles_end(self, tree, call):
        tree(SHOP)
        Path("shop/round").symlink_to("round")
        Path("shop/loop.py").symlink_to("loop.py")
        Path("shop/above").symlink_to("..")

        assert call().out.startswith("1 rule holds: 4 modules")
        assert call("shop/round").code == 2

    def test_a_pipe_that_is_called_like_a_module_does_not_hold_the_run(self, tree, call):
        tree(SHOP)
        os.mkfifo("shop/pipe.py")

        done = call()

        assert (done.code, "it was not opened" in done.out) == (2, True)

    def test_a_folder_that_is_called_like_a_module_is_told(self, tree, call):
        tree({**SHOP, "shop/odd.py/inner.py": ""})

        assert "it is called like a Python file and is a folder" in call().out

    def test_a_folder_that_is_called_like_the_settings_is_told(self, tree, call):
        tree({"archlint.toml/notes.md": ""})

        assert call().err.startswith("error: archlint.toml is a folder, not a settings file\n")

    def test_settings_behind_a_link_that_leads_nowhere_are_told(self, call):
        Path("archlint.toml").symlink_to("nowhere.toml")

        assert call().err.startswith("error: there is no such file\n --> archlint.toml\n")

    def test_a_baseline_that_is_a_folder_is_told(self, tree, call):
        tree({**SHOP, **SKIP, "archlint-baseline.txt/notes.md": ""})

        done = call("baseline")

        assert done.code == 2
        assert done.err.endswith("archlint-baseline.txt: Is a directory\n")

    def test_a_large_file_of_data_is_read_up_to_its_last_import(self, tree, call):
        """Ten megabytes of a table, as somebody commits it one day."""
        rows = "".join(f"    ({n}, 'row {n}'),\n" for n in range(400_000))
        tree({**SHOP, "shop/table.py": f"import shop.db\nROWS = [\n{rows}]\n"})

        assert call().code == 0

    def test_code_that_is_nested_too_deeply_is_one_finding(self, tree, call):
        tree({**SHOP, "shop/deep.py": f"x = {'(' * 5000}{')' * 5000}\nimport shop.db\n"})

        done = call()

        assert done.code == 2
        assert "shop/deep.py" in done.out
        assert "Traceback" not in done.err

    @pytest.mark.parametrize(
        "content", [b"\xff\xfei\x00m\x00p\x00", b"import shop.db\0\n", b"# coding: klingon\nimport shop.db\n", b"\x80"]
    )
    def test_files_that_are_no_text_are_one_finding_each(self, tree, call, content):
        tree({**SHOP, **SKIP})
        Path("shop/odd.py").write_bytes(content)

        done = call()

        assert done.code == 2
        assert "unread: " in done.out
        assert " --> shop/odd.py" in done.out
        assert "shop/skip" in done.out
