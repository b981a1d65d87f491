"""What import-linter's settings say of all contracts."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from archlint.settings.foreign.nouns import Code
from archlint.settings.foreign.options import Options
from archlint.settings.foreign.translation import Translation
from archlint.settings.problems import SettingsError, Where
from archlint.settings.spelling import nearest

__all__ = ["Session"]

_KNOWN: Final = (
    *("contract_types", "contracts", "exclude_type_checking_imports", "include_external_packages"),
    *("root_package", "root_packages", "show_timings"),
)


class Session:
    """The root packages, and which imports count."""

    def __init__(self, table: Mapping[str, Any], there: Where, made: Translation) -> None:
        """Read the options. Raises SettingsError where no root package is named."""
        options = Options(table, there, made)
        key = "root_packages" if "root_packages" in table else "root_package"
        named = options.names(key, needed=False)
        self.roots = tuple((name.text, name.there) for name in named)
        if options.problems or not named:
            missing = options.problem((), "there is no `root_package`", "name the package that the contracts are about")
            raise SettingsError.located(made.settings(), options.problems or [missing])
        self.externals = _flag(options, "include_external_packages")
        typing = () if _flag(options, "exclude_type_checking_imports") else ("typing",)
        self.kinds = ["runtime", "deferred", *typing]
        types = (name.text.partition(":") for name in options.lines("contract_types"))
        self.custom = {type_.strip(): dotted.strip() for type_, _, dotted in types}
        """The class of each contract type of the team's own."""
        self._written = {key: value for key, value in table.items() if key not in ("contracts", "root_package")}
        for other in (other for other in table if other not in _KNOWN):
            near = nearest(other, _KNOWN)
            words = f"import-linter knows no `{other}` here, and says nothing of it"
            made.note((*there, other), words, f"did you mean `{near}`?" if near else "delete it", at_key=True)

    def code(self, type_: str, options: Mapping[str, Any]) -> Code:
        """Return the class behind a type of the team's own, with the options as import-linter hands them over."""
        session = {**self._written, "root_packages": [name for name, _ in self.roots]}
        return Code(self.custom[type_], _spelled(session), _spelled(options))

    def is_internal(self, name: str) -> bool:
        """Return whether a module lies in one of the root packages."""
        return any(f"{name}.".startswith(f"{root}.") for root, _ in self.roots)


def _spelled(options: Mapping[str, Any]) -> dict[str, Any]:
    """Return options as import-linter has them: a yes or no is the word, in TOML as in an INI file."""
    return {key: str(value) if isinstance(value, bool) else value for key, value in options.items()}


def _flag(options: Options, key: str) -> bool:
    """Return whether a session option is on: import-linter takes all but two spellings for no."""
    value = options.table.get(key, False)
    if value in (True, "True", "true"):
        return True
    if value not in (False, "False", "false"):
        words = f"import-linter takes `{value}` for no: only `True` and `true` are yes"
        options.note((key,), words, "write True or False")
    return False
