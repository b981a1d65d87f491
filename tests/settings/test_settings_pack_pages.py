"""The pages of the packs are what the packs say."""

import subprocess
import sys
from pathlib import Path

from archlint.settings import FORMS, SLOT_WORDS

ROOT = Path(__file__).parents[2]


def test_the_pages_are_those_that_make_docs_writes() -> None:
    done = subprocess.run([sys.executable, ROOT / "docs/packs/write.py", "--check"], check=False)

    assert done.returncode == 0, "run `make docs`"


def test_the_language_is_explained_whole() -> None:
    text = (ROOT / "docs/packs/pack.md").read_text("utf-8")

    assert [form for form in FORMS if f"| `{form}` |" not in text] == []
    assert [word for word in SLOT_WORDS if f'"{word.partition(":")[0]}' not in text] == []
