"""A small shop of three layers: files by path, to be put into a folder by the fixture `tree`."""

SHOP = {
    "archlint.toml": '[rules.shop]\ntype = "linked-list"\nlayers = ["shop.web", "shop.orders", "shop.db"]\n',
    "shop/__init__.py": "",
    "shop/web.py": "from shop import orders\n",
    "shop/orders.py": "from shop import db\n",
    "shop/db.py": "",
}
"""It keeps its one rule."""
SKIP = {"shop/web.py": "from shop import db\nfrom shop import orders\n"}
"""And this breaks it."""
