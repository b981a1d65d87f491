"""Small shops whose imports can be mended, or not: files by path, to be put into a folder by the fixture `tree`."""

API = '[rules.api]\ntype = "public-api"\nexpose = { "shop.orders" = ["."] }\n'
DEEP = {
    "archlint.toml": API,
    "shop/__init__.py": "",
    "shop/orders/__init__.py": "from .cart import Cart as Cart\n",
    "shop/orders/cart.py": "class Cart:\n    pass\n",
    "shop/web.py": "from shop.orders.cart import Cart\n\nprint(Cart)\n",
}
"""One import from the inside of a package that could come from its door."""

LAYERS = {
    "archlint.toml": '[rules.shop]\ntype = "linked-list"\nlayers = ["shop.web", "shop.orders", "shop.db"]\n',
    "shop/__init__.py": "",
    "shop/web.py": "from shop import orders\nfrom shop.db import query\n\nprint(orders, query)\n",
    "shop/orders.py": "from shop.db import query\n\n__all__ = ['query']\n",
    "shop/db.py": "def query():\n    pass\n",
}
"""One import that passes over a layer which hands on what it takes."""

CYCLE = {
    "archlint.toml": '[rules.knots]\ntype = "acyclic"\nmodules = ["shop"]\nkinds = ["runtime"]\n',
    "shop/__init__.py": "",
    "shop/main.py": "import shop.cart\nimport shop.customer\n",
    "shop/cart.py": (
        "from __future__ import annotations\n\nfrom shop.customer import Customer\n\n\n"
        "class Cart:\n    def owner(self) -> Customer: ...\n"
    ),
    "shop/customer.py": "from shop.cart import Cart\n\n\nclass Customer:\n    kinds = [Cart]\n",
}
"""Two modules in a cycle that annotations alone hold together."""

UNUSED = {
    "archlint.toml": '[rules.one]\ntype = "forbidden"\nfrom = ["shop.web"]\nto = ["shop.db"]\nindirect = false\n',
    "shop/__init__.py": "",
    "shop/web.py": "import os\nfrom shop.db import query\n\nprint(os)\n",
    "shop/db.py": "def query():\n    pass\n",
}
"""One import that breaks a rule, and that nobody uses."""

TYPED = {
    "archlint.toml": '[rules.one]\ntype = "forbidden"\nfrom = ["shop.web"]\nto = ["shop.db"]\nkinds = ["runtime"]\n',
    "shop/__init__.py": "",
    "shop/web.py": (
        "from __future__ import annotations\n\nfrom shop.db import Row\n\n\ndef show(row: Row) -> None: ...\n"
    ),
    "shop/db.py": "class Row:\n    pass\n",
}
"""One import that breaks a rule about what runs, and that annotations alone need."""
