"""`archlint check`, once its command line is understood; most calls that have nothing new to say end here."""

from archlint.cli import exits
from archlint.cli.again import Call
from archlint.cli.wishes import Wishes

__all__ = ["checked"]


def checked(wishes: Wishes) -> int:
    """Judge what the wishes say, hand the report out, and return the exit code."""
    call = Call(wishes)
    code = call.repeat()
    if code is not None:
        return code
    # Not before: what is loaded from here on takes longer than all that was done until here.
    from archlint.cli.opening import settings_file

    file = settings_file(wishes.config)
    tree: str | None = ""
    if wishes.hook:
        from archlint.cli.hook import tree_to_judge

        call.stand(file)
        tree = tree_to_judge(file)
    if tree is None:
        return exits.KEPT
    # The rooms below take longer to load than all that a hook with nothing to do has done until here.
    from archlint.cli.judging import judged

    call.begin(file, tree)
    return judged(wishes, file, tree, call)
