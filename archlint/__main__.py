"""`python -m archlint`: the same as the command `archlint`."""

import sys

from archlint.cli import main

if __name__ == "__main__":
    sys.exit(main())
