"""
`typing.NamedTuple`, made in a tenth of the time.

A short run makes more than a hundred of these classes before it does anything. `typing` compiles the annotation of each
field and the source of each constructor, and gives each class methods of its own. Here annotations stay the strings
that they are, constructors with as many fields share their code, and classes their methods.
"""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

__all__ = ["NamedTuple", "types_of"]


def types_of(record: type) -> dict[str, Any]:
    """Return the types of the fields of a named tuple made here, in their order, as `typing.get_type_hints` does."""
    fields = record.__annotations__
    types = eval("".join(f"({text}), " for text in fields.values()), vars(sys.modules[record.__module__]))  # noqa: S307
    return dict(zip(fields, types, strict=True))


if TYPE_CHECKING:
    from typing import NamedTuple
else:
    from collections import namedtuple
    from functools import cache
    from types import FunctionType

    class _Record(tuple):
        """What all named tuples can do; see `collections.namedtuple`."""

        __slots__ = ()
        _fields = ()

        @classmethod
        def _make(cls, values):
            made = tuple.__new__(cls, values)
            if len(made) != len(cls._fields):
                raise TypeError(f"expected {len(cls._fields)} values for {cls.__name__}, got {len(made)}")
            return made

        def _replace(self, **changes):
            made = self._make(map(changes.pop, self._fields, self))
            if changes:
                raise TypeError(f"{type(self).__name__} has no field {', '.join(changes)}")
            return made

        def _asdict(self):
            return dict(zip(self._fields, self, strict=True))

        def __repr__(self):
            fields = ", ".join(f"{name}={value!r}" for name, value in self._asdict().items())
            return f"{type(self).__name__}({fields})"

        def __getnewargs__(self):
            return tuple(self)

    _getter = type(vars(namedtuple("_Place", "at"))["at"])  # noqa: PYI024 - it is taken apart
    """Gets a field by its place."""

    @cache
    def _code(number):
        """Return the code that makes a tuple of so many fields."""
        fields = "".join(f"at_{place}, " for place in range(number))
        return eval(f"lambda cls, {fields}: new(cls, ({fields}))").__code__  # noqa: S307 - nobody else's words

    class _Written(type):
        """Makes a named tuple out of the body of a class."""

        def __new__(cls, name, bases, body):
            """Take fields and defaults from the annotations, and everything else as it is written."""
            if not bases:
                return super().__new__(cls, name, bases, body)
            fields = tuple(body["__annotations__"])  # `from __future__ import annotations`: there in every Python
            defaults = {field: body.pop(field) for field in fields if field in body}
            code = _code(len(fields)).replace(co_varnames=("cls", *fields), co_qualname=f"{name}.__new__")
            new = FunctionType(code, {"new": tuple.__new__}, "__new__", tuple(defaults.values()))
            body |= {field: _getter(place, "") for place, field in enumerate(fields)}
            body |= {"__new__": new, "__slots__": (), "__match_args__": fields, "_fields": fields}
            return type(name, (_Record,), body)

    class NamedTuple(metaclass=_Written):
        """The base to name; it is not a base of what is made."""
