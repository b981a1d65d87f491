"""
The formats: a file each, named after itself, with one pure function `render(verdict, request) -> str`.

No format imports another. To add one, add a file; nothing else lists them.
"""
