"""The names of the standard library, of every Python that archlint knows: the answer depends on no interpreter."""

from __future__ import annotations

import sys
from typing import Final

__all__ = ["STDLIB"]

_GONE: Final = (
    "aifc asynchat asyncore audioop binhex cgi cgitb chunk crypt distutils imghdr imp lib2to3 mailcap msilib nis "
    "nntplib ossaudiodev pipes smtpd sndhdr spwd sunau telnetlib uu xdrlib"
)
"""Removed in 3.12 or 3.13."""
_NEW: Final = "annotationlib compression profiling"
"""Added after 3.11."""
_TYPED: Final = "_typeshed"
"""Known to type checkers alone, as a part of the stubs of the standard library."""

STDLIB: Final = sys.stdlib_module_names | frozenset([*_GONE.split(), *_NEW.split(), _TYPED, "__main__"])
"""Top-level names."""
