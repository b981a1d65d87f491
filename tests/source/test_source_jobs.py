"""Several processes that read say what one says, whatever becomes of them, and none is left behind."""

import os
import signal
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path

import networkx
import pytest

from archlint.source import extraction, processes
from archlint.source.disk import Disk
from archlint.source.extract import extract
from archlint.source.extraction import extracted
from archlint.source.ignore import Exclude
from archlint.source.nouns import Unread
from archlint.source.revision import Revision
from tests.source.codebases import reading, records, write

FIXTURES = Path(__file__).parents[2] / "fixtures"
FILES = {f"shop/m{n}.py": f"import shop.m{n + 1}\nfrom . import m{n + 2} as x, gone\n" for n in range(200)}
NOTHING = Exclude((), ())

pytestmark = pytest.mark.skipif(
    not hasattr(os, "fork"), reason="files are read by several processes where there is fork"
)


def python_files(root):
    return sorted(file.relative_to(root).as_posix() for file in root.rglob("*.py"))


def alone():
    """Return whether this process has no other below it, running or dead."""
    try:
        os.waitpid(-1, os.WNOHANG)
    except ChildProcessError:
        return True
    return False


def open_files():
    """Return how many files this process has open, where the system tells."""
    listed = Path("/proc/self/fd")
    return len(list(listed.iterdir())) if listed.is_dir() else 0


@pytest.fixture
def shop(tmp_path):
    return Disk(write(tmp_path, FILES), NOTHING)


@pytest.fixture
def in_a_reader(monkeypatch):
    """Return a function that has something done before one of the files is read, but not by this process."""
    here = os.getpid()

    def instead(path, act):
        def tampered(one, content, *, whole):
            if one == path and os.getpid() != here:
                act()
            return extract(one, content, whole=whole)

        monkeypatch.setattr(extraction, "extract", tampered)

    return instead


@pytest.mark.parametrize("root", [FIXTURES, Path(networkx.__file__).parent], ids=["fixtures", "networkx"])
@pytest.mark.parametrize("jobs", [2, 3, 7])
def test_any_number_of_processes_reads_the_same_in_the_same_order(root, jobs):
    disk, paths = Disk(root, NOTHING), [*python_files(root), "gone.py"]

    assert len(paths) > 250
    assert list(extracted(disk, paths, jobs=jobs)) == list(extracted(disk, paths, jobs=1))
    assert alone()


@pytest.mark.parametrize("jobs", [2, 7])
def test_whole_files_are_read_whole_by_every_process(tmp_path, jobs):
    files = {f"m{n}.py": f"import a{n}\ndef f(:\n" for n in range(10)}
    disk = Disk(write(tmp_path, files), NOTHING)

    found = [said.facts for _, said in extracted(disk, files, whole=True, jobs=jobs)]

    assert [one.line for one in found if isinstance(one, Unread)] == [2] * 10


@pytest.mark.git
@pytest.mark.parametrize("jobs", [1, 2, 3])
def test_a_tree_of_git_is_read_by_as_many(tmp_path, jobs):
    write(tmp_path, FILES)
    subprocess.run(["git", "init", "-q", "."], cwd=tmp_path, check=True)
    subprocess.run(["git", "add", "."], cwd=tmp_path, check=True)
    tree = Revision(tmp_path, ":index", NOTHING)
    expected = dict(extracted(Disk(tmp_path, NOTHING), FILES))
    (tmp_path / "shop/m3.py").write_text("import other\n", encoding="utf-8")

    assert dict(extracted(tree, [*FILES], jobs=jobs)) == expected
    assert alone()


def test_few_files_are_read_by_one_process(shop, monkeypatch):
    monkeypatch.setattr(os, "fork", lambda: pytest.fail("a process for so few"))

    assert len(list(extracted(shop, FILES))) == 200
    assert len(list(extracted(shop, FILES, jobs=1))) == 200


@pytest.mark.parametrize(
    ("files", "cpus", "jobs", "expected"),
    [
        *((7_999, 8, 0, 1), (8_000, 8, 0, 2), (12_000, 8, 0, 3), (100_000, 8, 0, 8), (100_000, 1, 0, 1)),
        *((100_000, 8, 1, 1), (100_000, 8, 3, 3), (3, 2, 16, 3), (1, 2, 16, 1), (0, 2, 5, 0)),
    ],
)
def test_a_process_is_worth_four_thousand_files(monkeypatch, files, cpus, jobs, expected):
    monkeypatch.setattr(processes, "usable_cpus", lambda: cpus)

    assert extraction._processes(files, jobs) == expected


@pytest.mark.parametrize(
    ("said", "expected"), [("max 100000\n", 3), ("200000 100000\n", 2), ("50000 100000\n", 1), ("no number\n", 3)]
)
def test_what_a_container_may_not_use_is_not_counted(monkeypatch, tmp_path, said, expected):
    write(tmp_path, {"cpu.max": said})
    monkeypatch.setattr(os, "sched_getaffinity", lambda _: {0, 2, 5}, raising=False)
    monkeypatch.setattr(processes, "_QUOTA", tmp_path / "cpu.max")

    assert processes.usable_cpus() == expected


def killed():
    os.kill(os.getpid(), signal.SIGKILL)


def failed():
    raise MemoryError


def ended():
    os._exit(7)


@pytest.mark.parametrize("act", [killed, failed, ended])
@pytest.mark.parametrize("path", ["shop/m0.py", "shop/m100.py", "shop/m199.py"])
def test_what_a_dead_process_did_not_tell_is_read_here(shop, in_a_reader, capfd, act, path):
    expected = dict(extracted(shop, FILES))
    in_a_reader(path, act)

    told = list(extracted(shop, FILES, jobs=3))

    assert len(told) == len(FILES)
    assert dict(told) == expected
    assert alone()
    assert "".join(capfd.readouterr()) == ""


def test_half_a_message_counts_for_nothing():
    def cut_short():
        yield b"whole"
        yield Torn()

    class Torn(bytes):
        """A message that is announced in full and is not sent in full."""

        def __len__(self):
            return 1_000

    assert list(processes.forked([cut_short, lambda: [b"other"]])) == [b"whole", b"other"]
    assert alone()


def test_a_machine_that_starts_no_process_reads_with_one(shop, monkeypatch):
    expected = list(extracted(shop, FILES))

    def refused():
        raise BlockingIOError

    monkeypatch.setattr(os, "fork", refused)

    before = open_files()
    assert list(extracted(shop, FILES, jobs=4)) == expected
    assert open_files() == before


def test_whoever_stops_listening_ends_them_all(shop):
    with closing(extracted(shop, FILES, jobs=4)) as found:
        assert next(found)
        assert not alone()

    assert alone()


ENDLESS = """
import os
from archlint.source.processes import forked

def work():
    while True:
        yield b"%d" % os.getpid()

heard = forked([work] * 3)
print(*(next(heard).decode() for _ in range(3)), flush=True)
os._exit(0)
"""


def test_who_is_no_longer_heard_ends():
    house = Path(extraction.__file__).parents[2]
    said = subprocess.run([sys.executable, "-c", ENDLESS], cwd=house, check=True, capture_output=True, timeout=20)
    pids = [int(pid) for pid in said.stdout.split()]

    deadline = time.monotonic() + 10
    while any(map(runs, pids)) and time.monotonic() < deadline:
        time.sleep(0.02)

    assert len({*pids}) == 3
    assert not any(map(runs, pids))


def runs(pid):
    """Return whether a process is at work, or waits to be heard; one that has ended may wait to be taken note of."""
    stat = Path(f"/proc/{pid}/stat")
    try:
        return stat.read_text(encoding="utf-8").rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


def test_messages_longer_than_a_pipe_are_heard_from_all():
    works = [lambda n=n: (bytes([n]) * 300_000 for _ in range(5)) for n in range(3)]

    heard = [message[0] for message in processes.forked(works)]

    assert heard == [0, 1, 2] * 5
    assert alone()


def test_a_codebase_reads_alike_with_any_number_of_jobs(tmp_path):
    one, several = (reading(tmp_path, FILES, jobs=jobs) for jobs in (1, 5))

    assert len(records(one)) > len(FILES)
    assert records(one) == records(several)
    assert one.unresolved == several.unresolved
