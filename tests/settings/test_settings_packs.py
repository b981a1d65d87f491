"""A pack is read as it is written, and each mistake in one is told at its place."""

from pathlib import Path

import pytest

from archlint.settings import Channel, Pack, SettingsError, StringReference, Usage, read_pack, words

HEAD = 'about = "x"\n[[channel]]\nname = "bus"\n'
SHIPPED = sorted((Path(__file__).parents[2] / "rules" / "packs").glob("*.toml"))


def read(text: str) -> Pack:
    return read_pack(Path("acme.toml"), text)


def refused(text: str) -> str:
    with pytest.raises(SettingsError) as caught:
        read(text)
    return words(caught.value)


def test_a_pack_is_what_its_file_says() -> None:
    found = read(
        """
        about = "Acme's bus."
        blind-spots = "Much."
        tried = true
        frameworks = "acme"
        [[channel]]
        name = "bus"
        key = "tuple"
        wildcard = "*"
        complete = true
        [[channel.publish]]
        method = "bus.*"
        on = ["acme.Bus"]
        topic = [0, "topic"]
        [[channel.subscribe]]
        decorator = "acme.on"
        join = [0, [1, "<any>"]]
        handler = "<handler>"
        [[reference]]
        name = "acme-names"
        assign = ["PLUGINS"]
        prefix = "acme."
        [[reference]]
        name = "acme-groups"
        resolve = "entry-point"
        """
    )

    assert found == Pack(
        name="acme",
        about="Acme's bus.",
        blind_spots="Much.",
        channels=(
            Channel(
                name="bus",
                publish=(Usage("method", ("bus.*",), ("acme.Bus",), segments=((0, "topic"),)),),
                subscribe=(Usage("decorator", ("acme.on",), segments=((0,), (1, "<any>")), handler=("<handler>",)),),
                key="tuple",
                wildcard=("*",),
                complete=True,
            ),
        ),
        references=(
            StringReference("acme-names", Usage("assign", ("PLUGINS",), segments=((0,),)), prefixes=("acme.",)),
            StringReference("acme-groups", None, resolve="entry-point"),
        ),
        frameworks=("acme",),
        tried=True,
    )


@pytest.mark.parametrize("file", SHIPPED, ids=lambda file: file.stem)
def test_a_shipped_pack_is_whole_and_says_what_it_cannot_see(file: Path) -> None:
    pack = read_pack(file, file.read_text("utf-8"))

    assert pack.blind_spots
    assert pack.tried or "not yet held up to code" in pack.blind_spots


def test_no_two_shipped_packs_describe_one_channel() -> None:
    names = [one.name for file in SHIPPED for one in read_pack(file, file.read_text("utf-8")).channels]

    assert len(names) == len(set(names)) > 15


MISTAKES = {
    'about = "x"\n': "the pack says nothing",
    HEAD: "channel `bus` has neither `publish` nor `subscribe`",
    HEAD + 'publish = [{ call = "a.b", topik = 0 }]': "unknown key `topik`",
    HEAD + "publish = [{ topic = 0 }]": "nothing says what code looks like here",
    HEAD + 'publish = [{ call = "a.b", method = "c" }]': "both `call` and `method` stand here",
    HEAD + 'publish = [{ call = "a..b" }]': "`a..b` is no dotted name",
    HEAD + 'publish = [{ call = "a.b", on = "c" }]': "`on` speaks of a `method`, and this is of `call`",
    HEAD + 'publish = [{ call = "a.b", topic = "<objekt>" }]': "`<objekt>` is no place in a call",
    HEAD
    + 'publish = [{ call = "a.b", topic = 0, join = [0, 1] }]': "both `topic` and `join` say where the topic stands",
    HEAD + 'publish = [{ call = "a.b", extract = "(" }]': "this is no regular expression",
    HEAD + 'publish = [{ call = "a.b", extract = "a" }]': "the expression has 0 groups, and one has to be the topic",
    HEAD + 'publish = [{ literal = "first-party" }]': "a string that may stand anywhere is no topic",
    HEAD + 'publish = [{ call = "a" }]\n[[channel]]\nname = "bus"\npublish = [{ call = "a" }]': "is described twice",
    HEAD + 'key = "strin"\npublish = [{ call = "a" }]': "`key` cannot be `strin`",
    "about = ": "expected a value here",
}


@pytest.mark.parametrize("text", MISTAKES)
def test_a_mistake_is_told_with_its_line(text: str) -> None:
    told = refused(text)

    assert MISTAKES[text] in told
    assert "acme.toml" in told
    assert text == 'about = "x"\n' or "^" in told


def test_the_nearest_right_word_is_told() -> None:
    assert "did you mean `<object>`?" in refused(HEAD + 'publish = [{ call = "a.b", topic = "<objekt>" }]')
