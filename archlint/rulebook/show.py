"""What a person may ask about rules without any code to judge: which there are, and the page of each."""

from archlint.rulebook.pages import Page
from archlint.rulebook.shelf import chosen
from archlint.settings import Request

__all__ = ["page", "types"]


def types(request: Request | None = None) -> tuple[str, ...]:
    """Return the names of all rule types, sorted; with a request, those of the team's own rules among them."""
    return chosen(request).types()


def page(type_: str, request: Request | None = None) -> Page:
    """Return the page of a rule type that exists. A team's file is read for it, not executed."""
    return chosen(request).page(type_)
