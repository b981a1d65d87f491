"""A second run says the same as the first, and judges nothing."""

import random
import shutil

import pytest

from archlint.cli import main
from tests.fixtures.wants import FIXTURES


@pytest.fixture
def shop(tmp_path, monkeypatch):
    """A copy of the shop, to be changed; the current folder."""
    folder = shutil.copytree(FIXTURES / "shop", tmp_path / "shop", ignore=shutil.ignore_patterns(".archlint"))
    monkeypatch.chdir(folder)
    return folder


@pytest.fixture
def shop_of_imports(shop):
    """The same, with rules that count imports alone."""
    text = (shop / "archlint.toml").read_text("utf-8")
    (shop / "archlint.toml").write_text(text.replace(', "channel"]', "]"), "utf-8")
    assert '"channel"' not in (shop / "archlint.toml").read_text("utf-8")
    return shop


@pytest.fixture
def judged(monkeypatch):
    """How often rules were asked."""
    times = []

    def applied(request, code):
        times.append(request.ask)
        return real(request, code)

    from archlint.rulebook.applied import applied as real

    monkeypatch.setattr("archlint.rulebook.applied.applied", applied)
    return times


def said(capsys, *argv):
    """Return the exit code, and all that was printed."""
    code = main(["check", *argv])
    return code, *capsys.readouterr()


@pytest.mark.parametrize("form", ["text", "json"])
def test_the_second_run_judges_nothing_and_says_the_same(shop, judged, capsys, form):
    fresh = said(capsys, "--format", form, "--no-cache", "--limit", "0")
    assert not (shop / ".archlint").exists()
    judged.clear()

    assert said(capsys, "--format", form, "--limit", "0") == fresh
    assert judged == ["check"]
    assert said(capsys, "--format", form, "--limit", "0") == fresh
    assert judged == ["check"]


def test_a_picture_is_drawn_of_the_code_after_all(shop, judged, capsys):
    fresh = said(capsys, "--format", "mermaid", "--no-cache")
    said(capsys)
    judged.clear()

    assert said(capsys, "--format", "mermaid") == fresh
    assert judged == ["check"]


def test_wishes_of_the_rooms_above_cost_no_judging(shop, judged, capsys):
    said(capsys)
    judged.clear()

    for wishes in (["shop/web"], ["--limit", "1"], ["--strict"], ["--statistics"], ["--exit-zero"], ["--color=always"]):
        with_them = said(capsys, *wishes)
        assert judged == []
        assert with_them == said(capsys, *wishes, "--no-cache")
        judged.clear()


def test_a_baseline_counts_at_once_and_costs_no_judging(shop, judged, capsys):
    assert said(capsys)[0] == 1
    judged.clear()

    main(["baseline"])
    capsys.readouterr()
    assert said(capsys)[0] == 0
    assert judged == []


def test_text_that_imports_nothing_may_change_without_judging(shop_of_imports, judged, capsys):
    said(capsys)
    judged.clear()
    file = shop_of_imports / "shop/web/stock.py"
    file.write_text(file.read_text(encoding="utf-8") + "\nSTOCK = 3\n", encoding="utf-8")

    assert said(capsys) == said(capsys, "--no-cache")
    assert judged == ["check"], "without the cache alone"


def test_text_is_looked_at_anew_where_rules_count_channels(shop, judged, capsys):
    said(capsys)
    assert "payment.made" in said(capsys, "--limit", "0")[1]
    judged.clear()
    file = shop / "shop/kernel/topics.py"
    file.write_text(file.read_text(encoding="utf-8").replace("payment.made", "payment.done"), encoding="utf-8")

    told = said(capsys, "--limit", "0")

    assert judged == ["check"]
    assert "payment.done" in told[1]
    assert told == said(capsys, "--no-cache", "--limit", "0")


@pytest.mark.git
def test_what_a_change_brings_in_is_told_anew_without_judging(shop, judged, capsys, repository):
    """Also where it is an import in the middle of a chain, and other lines have become new meanwhile."""
    repository("add", ".")
    repository("commit", "--quiet", "-m", "x")
    orders = shop / "shop/orders/__init__.py"
    text = orders.read_text(encoding="utf-8")
    (shop / "shop/between.py").write_text("import shop.web.cart\n", encoding="utf-8")
    orders.write_text(f"{text}\nimport shop.between\n", encoding="utf-8")
    fresh = said(capsys, "--against", "HEAD", "--no-cache")
    assert "shop/between.py:1" in fresh[1]
    said(capsys, "--against", "HEAD")
    judged.clear()

    assert said(capsys, "--against", "HEAD") == fresh
    assert judged == []

    orders.write_text(f"import shop.between\n{text}", encoding="utf-8")
    assert said(capsys, "--against", "HEAD") == said(capsys, "--against", "HEAD", "--no-cache")


def test_every_edit_is_seen(shop, capsys):
    """Whatever is changed, in whatever order, the next run says what one without anything kept says."""
    dice = random.Random(11)
    files = [*shop.rglob("*.py"), shop / "archlint.toml"]
    texts = {file: file.read_text(encoding="utf-8") for file in files}
    for _ in range(25):
        file = dice.choice(files)
        lines = texts[file].splitlines(keepends=True)
        if lines and dice.random() < 0.7:
            del lines[dice.randrange(len(lines))]
        file.write_text("".join(lines), encoding="utf-8")
        if dice.random() < 0.3:
            main(["baseline"])
            capsys.readouterr()

        assert said(capsys) == said(capsys, "--no-cache")
        assert said(capsys) == said(capsys, "--no-cache")
