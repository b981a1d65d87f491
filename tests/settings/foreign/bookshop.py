"""A bookshop whose contracts stand in import-linter's settings: files by path, for the fixture `tree`."""

CODE = {
    "src/books/__init__.py": "",
    "src/books/web/__init__.py": "",
    "src/books/web/pages.py": "from books.orders import basket\nfrom books.stock import shelf\nimport requests\n",
    "src/books/web/legacy/till.py": "from books.stock import shelf\n",
    "src/books/orders/__init__.py": "",
    "src/books/orders/basket.py": "from books.stock import shelf\nfrom books.stock._rows import Row\n",
    "src/books/stock/__init__.py": "",
    "src/books/stock/_rows.py": "",
    "src/books/stock/shelf.py": "from books.web import pages\nfrom books.stock._rows import Row\n",
    "src/books/labels.py": "from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    from books.orders import basket\n",
}
KEPT = """\
[importlinter]
root_package = books
include_external_packages = True

[importlinter:contract:pure-stock]
name = The stock knows no network
type = forbidden
source_modules = books.stock
forbidden_modules = httpx
"""
CONTRACTS = """\
# What the bookshop has agreed upon.
[importlinter]
root_package = books
include_external_packages = True
exclude_type_checking_imports = yes

[importlinter:contract:Shop_Layers]
name = Pages over orders over stock
type = layers
layers =
    books.web
    # the basket lives here
    books.orders

    books.stock
broken_contract_guidance =
    Ask the architects.
    They meet on Mondays.

[importlinter:contract:forbidden]
name = Only orders speak to the network
type = protected
protected_modules = requests
allowed_importers =
    books.orders
    books.nosuch.*

[importlinter:contract:independence]
name = Departments are independent
type = independence
modules =
    books.web
    books.orders
ignore_imports =
    books.web.pages -> books.orders.basket
    books.stock.shelf -> books.web.pages
    books.orders.basket -> books.stock.shelf

[importlinter:contract:private]
name = Underscores are private
type = private_modules

[importlinter:contract:own]
name = One of ours
type = isolated

[importlinter:contract:circles]
name = No circles
type = acyclic_siblings
ancestors = boks
"""
"""Each kind of message once: broken, unneeded, misspelt, of a type of one's own."""
