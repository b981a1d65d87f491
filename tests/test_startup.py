"""Records can do what those of `typing` can, and doors open late."""

from __future__ import annotations

import copy
import pickle
import typing
from collections.abc import Sequence
from typing import Any

import pytest

from archlint.startup import NamedTuple, types_of


class Berth(NamedTuple):
    """A place for a ship."""

    ship: str
    metres: int = 12
    """How long it is."""
    crew: Sequence[str] = ()

    @property
    def manned(self) -> bool:
        """Whether somebody is aboard."""
        return bool(self.crew)

    @classmethod
    def for_two(cls, ship: str) -> Berth:
        return cls(ship, crew=("mate", "cook"))


class Model(typing.NamedTuple):
    """What records are held up to."""

    ship: str
    metres: int = 12
    crew: Sequence[str] = ()


class Wide(NamedTuple):
    """As many fields as another has none."""

    a: int
    b: int
    c: int
    d: int
    e: int
    f: int
    g: int


def complaint(made, *values, **named):
    with pytest.raises(TypeError) as caught:
        made(*values, **named)
    return str(caught.value).replace("Model", "Berth")


def test_a_record_is_a_tuple_with_names_as_those_of_typing_are():
    berth: Any = Berth("Elbe", crew=["mate"])
    model: Any = Model("Elbe", crew=["mate"])

    assert berth == ("Elbe", 12, ["mate"]) == model
    assert (berth.ship, berth.metres, berth.crew) == berth
    assert repr(berth) == repr(model).replace("Model", "Berth")
    assert berth._asdict() == model._asdict()
    assert berth._fields == model._fields == Berth.__match_args__
    assert hash(Berth("Elbe")) == hash(Model("Elbe"))
    assert berth.manned
    assert not Berth("Elbe").manned
    assert Berth.for_two("Elbe") == ("Elbe", 12, ("mate", "cook"))
    assert Berth.__doc__ == "A place for a ship."
    assert Wide(1, 2, 3, 4, 5, 6, 7).g == 7


@pytest.mark.parametrize("copied", [copy.copy, copy.deepcopy, lambda one: pickle.loads(pickle.dumps(one))])
def test_a_copy_is_the_same_and_of_the_same_class(copied):
    assert copied(Berth("Elbe", 3)) == Berth("Elbe", 3)
    assert type(copied(Berth("Elbe"))) is Berth


def test_fields_are_replaced_in_another_record():
    berth = Berth("Elbe")

    assert berth._replace(metres=3) == ("Elbe", 3, ())
    assert type(berth._replace(metres=3)) is Berth
    assert berth == ("Elbe", 12, ())
    assert Berth._make(["Saale", 1, ()]) == Berth("Saale", 1)


def test_what_does_not_fit_is_refused_as_it_is_there():
    berth: Any = Berth("Elbe")

    assert complaint(Berth) == complaint(Model)
    assert complaint(Berth, "Elbe", 1, (), "more") == complaint(Model, "Elbe", 1, (), "more")
    assert complaint(Berth, "Elbe", colour="red") == complaint(Model, "Elbe", colour="red")
    with pytest.raises(TypeError, match=r"^Berth has no field colour$"):
        berth._replace(colour="red")
    with pytest.raises(TypeError, match=r"^expected 3 values for Berth, got 1$"):
        Berth._make(["Elbe"])
    with pytest.raises(AttributeError):
        berth.ship = "Saale"
    with pytest.raises(AttributeError):
        berth.colour = "red"


def test_a_record_can_be_taken_apart_by_its_names():
    match Berth("Elbe", 3):
        case Berth(ship, metres=metres):
            assert (ship, metres) == ("Elbe", 3)
        case _:
            pytest.fail("it did not match")


def test_types_are_told_as_typing_tells_them():
    assert types_of(Berth) == typing.get_type_hints(Model)
    assert list(types_of(Berth)) == ["ship", "metres", "crew"]
