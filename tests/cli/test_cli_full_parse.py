"""check --full-parse: an error where nothing speaks of imports is told only to those who ask."""

from archlint.cli import main

SETTINGS = 'packages = ["shop"]\n\n[rules.acyclic]\n'
WEB = "import shop.db\n\n\ndef f(:\n    pass\n"


def run(tmp_path, monkeypatch, capsys, *options):
    for name, text in {"archlint.toml": SETTINGS, "shop/__init__.py": "", "shop/db.py": "", "shop/web.py": WEB}.items():
        file = tmp_path / name
        file.parent.mkdir(exist_ok=True)
        file.write_text(text, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    code = main(["check", *options])
    return code, "".join(capsys.readouterr())


def test_an_error_behind_the_imports_is_not_looked_for(tmp_path, monkeypatch, capsys):
    code, said = run(tmp_path, monkeypatch, capsys)

    assert code == 0
    assert "cannot parse" not in said


def test_who_asks_is_told_of_it_with_its_place(tmp_path, monkeypatch, capsys):
    code, said = run(tmp_path, monkeypatch, capsys, "--full-parse")

    assert code == 2
    assert "shop/web.py:4:7" in said
    assert "cannot parse it" in said
