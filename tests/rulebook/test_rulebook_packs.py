"""The packs of a team: where they are read, what is wrong with them, and that none is read for nothing."""

import pytest

from archlint.rulebook import apply
from archlint.rulebook.packs import equipped
from archlint.settings import Request, SettingsError, workspace
from tests.git.repositories import Repository
from tests.source.codebases import write

BUS = """
about = "Our bus."
[[channel]]
name = "our-bus"
publish = [{ call = "shop.bus.say", topic = 0 }]
subscribe = [{ call = "shop.bus.hear", topic = 0 }]
"""
RULE = '[rules.regions]\ntype = "independent"\nmodules = ["shop.{a,b}"]\nkinds = ["runtime", "channel"]\n'
CODE = {
    "archlint.toml": f'packs = ["bus.toml"]\n{RULE}',
    "bus.toml": BUS,
    "shop/__init__.py": "",
    "shop/bus.py": "def say(topic): ...\ndef hear(topic, call): ...\n",
    "shop/a.py": "from shop.bus import say\nsay('paid')\n",
    "shop/b.py": "from shop.bus import hear\nhear('paid', print)\n",
}


def found(folder, **wishes):
    return apply(Request(workspace(folder / "archlint.toml"), **wishes))


def messages(folder, **wishes):
    with pytest.raises(SettingsError) as refused:
        found(folder, **wishes)
    return [(one.file or refused.value.file, one.problem.message) for one in refused.value.problems]


def test_a_pack_of_the_team_is_read_beside_the_settings(tmp_path):
    [one] = found(write(tmp_path, CODE)).findings

    assert (one.importer, one.imported, one.via, one.line) == ("shop.b", "shop.a", "our-bus", 2)


def test_what_a_pack_says_counts_at_once_though_findings_are_kept(tmp_path):
    write(tmp_path, CODE)
    assert len(found(tmp_path).findings) == len(found(tmp_path).findings) == 1

    write(tmp_path, {"bus.toml": BUS.replace("shop.bus.hear", "shop.bus.listen")})

    assert found(tmp_path).findings == ()


@pytest.mark.parametrize(
    ("file", "old", "new", "count"),
    [("shop/a.py", "'paid'", "'sold'", 0), ("shop/b.py", "hear(", "print(", 0), ("shop/b.py", "print)", "repr)", 1)],
)
def test_what_is_said_on_a_channel_counts_at_once_though_no_import_has_changed(tmp_path, file, old, new, count):
    write(tmp_path, CODE)
    assert len(found(tmp_path).findings) == 1

    write(tmp_path, {file: CODE[file].replace(old, new)})

    assert len(found(tmp_path).findings) == count


def test_a_pack_that_is_missing_is_told_where_it_is_named(tmp_path):
    write(tmp_path, {**CODE, "archlint.toml": f'packs = ["bus.toml", "buss.toml"]\n{RULE}'})

    with pytest.raises(SettingsError) as refused:
        found(tmp_path)

    [one] = refused.value.problems
    assert one.problem.message == "there is no pack `buss.toml`"
    assert one.place is not None
    assert one.place[:2] == (1, 22)


def test_a_mistake_in_a_pack_is_told_in_the_pack(tmp_path):
    write(tmp_path, {**CODE, "bus.toml": BUS.replace("subscribe =", "subscirbe =")})

    [(file, message)] = messages(tmp_path)

    assert (file.rpartition("/")[2], message) == ("bus.toml", "unknown key `subscirbe`")


def test_a_mistake_in_a_pack_is_told_of_settings_alone_be_it_asked_for_or_not(tmp_path):
    plain = RULE.replace(', "channel"', "")
    write(tmp_path, {**CODE, "archlint.toml": f'packs = ["bus.toml"]\n{plain}', "bus.toml": "about = 1"})

    assert found(tmp_path).findings == ()
    assert messages(tmp_path, ask="config")


def test_a_pack_that_nothing_fits_is_a_note(tmp_path):
    write(tmp_path, {**CODE, "bus.toml": BUS.replace("shop.bus", "shop.buss")})

    assert [one.message for one in found(tmp_path).idle] == ["nothing in the code is used as `bus.toml` describes it"]
    assert found(write(tmp_path, CODE)).idle == ()


def test_packs_are_parsed_for_nobody_who_counts_imports_alone(tmp_path, monkeypatch):
    def refuse(*_):
        raise AssertionError("a pack was read")

    monkeypatch.setattr("archlint.rulebook.packs._read", refuse)
    monkeypatch.setattr("archlint.rulebook.packs._texts", refuse)
    plain = RULE.replace(', "channel"', "")

    assert found(write(tmp_path, {**CODE, "archlint.toml": f'packs = ["bus.toml"]\n{plain}'})).blind is None


@pytest.mark.git
def test_a_hook_reads_the_pack_that_is_staged(tmp_path):
    repository = Repository(write(tmp_path, CODE))
    repository.git("add", ".")
    write(tmp_path, {"bus.toml": BUS.replace("shop.bus.hear", "shop.bus.listen")})

    assert len(found(tmp_path, tree=":index").findings) == 1
    assert found(tmp_path).findings == ()


def test_a_member_of_a_workspace_may_have_a_pack_of_its_own(tmp_path):
    files = {f"billing/{name}": text for name, text in CODE.items()}
    files["billing/pyproject.toml"] = '[project]\nname = "billing"\n'
    files["pyproject.toml"] = '[tool.uv.workspace]\nmembers = ["billing"]\n[tool.archlint.rules.acyclic]\n'

    [one] = apply(Request(workspace(write(tmp_path, files) / "pyproject.toml"))).findings

    assert (one.rule, one.via) == ("billing:regions", "our-bus")


def test_who_asks_for_channels_alone_waits_for_no_strings(tmp_path):
    settings = workspace(write(tmp_path, CODE) / "archlint.toml")
    topics, ways = (equipped(Request(settings, ask=ask)).packs for ask in ("subscribers", "why"))

    assert not any(pack.references for pack in topics)
    assert {channel.name for pack in topics for channel in pack.channels} == {
        channel.name for pack in ways for channel in pack.channels
    }
    assert any(pack.references for pack in ways)


@pytest.mark.parametrize(("confidence", "wanted"), [("exact", False), ("pattern", False), ("possible", True)])
def test_strings_that_only_look_like_names_are_looked_for_where_they_count(tmp_path, confidence, wanted):
    rules = f'{RULE}confidence = "{confidence}"\n'.replace('"channel"', '"channel", "string"')
    settings = workspace(write(tmp_path, {**CODE, "archlint.toml": rules}) / "archlint.toml")

    packs = equipped(Request(settings)).packs

    assert any(one.confidence == "possible" for pack in packs for one in pack.references) is wanted
    assert any(one.confidence == "exact" for pack in packs for one in pack.references)
