"""`python -m archlint`: the same as the command `archlint`."""

from archlint.cli import command

if __name__ == "__main__":
    command()
