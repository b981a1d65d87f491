"""`.gitignore` files leave out what git itself would leave out: git is asked, over random folders and patterns."""

import random

import pytest

from archlint.source.disk import Disk
from archlint.source.ignore import Exclude
from tests.git.repositories import Repository
from tests.source.codebases import write

pytestmark = [pytest.mark.git, pytest.mark.usefixtures("outside_of_hooks")]

NAMES = ["a", "b", "ab", "a.b", "build", "x y", "B", "[a]", "ä"]
FOLDERS = ["", *NAMES, *(f"{one}/{other}" for one in NAMES for other in NAMES), "a/b/a", "build/a/b", "a/build/a/b"]
FORMS = [
    "[^b]",
    "[a-c]*",
    "[]a]",
    "[[:lower:]]",
    "[![:lower:]]*",
    "[[:nothing:]a]",
    "[[]a[]]",
    "[\\]a]",
    "[a",
    "[z-a]",
    "[a-]",
    "a[/]b",
    "{}**/{}",
    "{}/**{}",
    "a**",
    "**a**",
    "***/{}",
    "{}/***",
    "\\!{}",
    "!{}",
    "{}\\",
    "{}\t",
    " {}",
    "{}/ ",
    "?/?",
    "??",
    "*/{}",
    "{}/*/{}",
    "é",
    "{}//",
    "\\*",
    "\\{}/",
    "{}",
    "{}/",
    "/{}",
    "/{}/",
    "{}/*",
    "{}/**",
    "**/{}",
    "**/{}/",
    "{}/{}",
    "/{}/**/{}",
    "{}*",
    "*{}",
    "?",
    "[ab]",
    "[!a]",
]
FORMS += [
    "*.py",
    "{}.py",
    "/{}.py",
    "*",
    "/*",
    "*/",
    "{}/*.py",
    "**",
    "**/*.py",
    "{}/**/",
    "\\{}",
    "{} ",
    "{}\\ ",
    "#{}",
    "",
    "{}/./{}",
    "//{}",
]


def pattern(rng: random.Random) -> str:
    text = rng.choice(FORMS)
    filled = text.format(*rng.choices(NAMES, k=text.count("{}")))
    return rng.choice(["", "", "", "!"]) + filled


@pytest.mark.parametrize("seed", range(20))
def test_what_git_ignores_is_not_read_and_nothing_else(tmp_path, seed):
    rng = random.Random(seed)
    repository = Repository(tmp_path)
    trees = [str(number) for number in range(20)]
    for tree in trees:
        folders = rng.sample(FOLDERS, 12)
        files = [f"{folder}/{name}.py".lstrip("/") for folder in folders for name in rng.sample(NAMES, 3)]
        ignoring = {f"{folder}/.gitignore".lstrip("/") for folder in rng.sample([*folders, "", ""], 3)}
        write(tmp_path / tree, dict.fromkeys(files, ""))
        write(tmp_path / tree, {file: lines(rng) for file in sorted(ignoring)})

    listed = repository.git("ls-files", "--others", "--exclude-standard", "-z").split("\0")

    for tree in trees:
        said = {str(file.relative_to(tmp_path)): file.read_bytes() for file in (tmp_path / tree).rglob(".gitignore")}
        expected = sorted(path.removeprefix(f"{tree}/") for path in listed if path.startswith(f"{tree}/"))
        found = Disk(tmp_path / tree, Exclude(())).find([""]).files
        assert list(found) == [path for path in expected if path.endswith(".py")], said


def lines(rng: random.Random) -> bytes:
    text = rng.choice(["\n", "\n", "\r\n"]).join(pattern(rng) for _ in range(rng.randint(1, 4)))
    return rng.choice([b"", b"", b"\xef\xbb\xbf"]) + text.encode() + rng.choice([b"", b"\n"])
