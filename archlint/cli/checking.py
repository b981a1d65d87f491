"""`archlint check`, once its command line is understood; a hook that has nothing to do ends here."""

from archlint.cli import exits
from archlint.cli.hook import tree_to_judge
from archlint.cli.opening import settings_file
from archlint.cli.wishes import Wishes

__all__ = ["checked"]


def checked(wishes: Wishes) -> int:
    """Judge what the wishes say, hand the report out, and return the exit code."""
    file = settings_file(wishes.config)
    tree = tree_to_judge(file) if wishes.hook else ""
    if tree is None:
        return exits.KEPT
    # Not before: the rooms below take longer to load than all that a hook with nothing to do has done until here.
    from archlint.cli.judging import judged

    return judged(wishes, file, tree)
