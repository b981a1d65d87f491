"""Code and verdicts for pages to show: a shop that changes, a tall stack, names that would do harm, thirty thousand."""

from pathlib import Path
from random import Random

from archlint.verdict import (
    Arrow,
    Box,
    Comparison,
    Dependency,
    Edge,
    JudgedRule,
    Marks,
    Metric,
    Network,
    Node,
    Picture,
    Place,
    Shift,
    States,
    Verdict,
    Violation,
    Wire,
)
from tests.report import verdicts

__all__ = ["HARM", "change", "harmful", "huge", "stack", "wired"]

HARM = "<img src=x onerror=\"window.harm = 'name'\">"
SCRIPT = "</script><script>window.harm = 'script'</script><!--"
LONG = "long" * 50
RIGHT_TO_LEFT = "\u202egnp.exe\u05d0"
NONE = States()
STATEMENTS = {"runtime": 1, "deferred": 0, "typing": 0, "dynamic": 0, "declared": 0}


def change(folder: Path) -> None:
    """Let the shop change: a violation goes, some come, a region opens."""
    admin = folder / "shop/web/admin.py"
    lines = [line for line in admin.read_text("utf-8").splitlines(keepends=True) if "import ORDERS" not in line]
    admin.write_text("".join(lines), "utf-8")
    with (folder / "shop/db/orm.py").open("a", encoding="utf-8") as file:
        file.write("from shop.web.checkout import pay\n")
    (folder / "shop/payments/jp").mkdir()
    region = "from shop.kernel.money import Money\nfrom shop.payments.eu.api import vat\n"
    (folder / "shop/payments/jp/__init__.py").write_text(region, "utf-8")


def stack() -> dict[str, str]:
    """Return sixteen layers of two modules that import about half of the others."""
    layers = [f"floor{number:02}" for number in range(16)]
    chance = Random(16)
    files = {"archlint.toml": f'[rules.house]\ntype = "linked-list"\nlayers = {[f"house.{one}" for one in layers]}\n'}
    files["house/__init__.py"] = ""
    for layer in layers:
        imported = [other for other in layers if other != layer and chance.random() < 0.45]
        files[f"house/{layer}/__init__.py"] = "".join(f"import house.{other}.rooms\n" for other in imported)
        files[f"house/{layer}/rooms.py"] = f"import house.{chance.choice(layers)}\n"
    return files


def wired() -> dict[str, str]:
    """Return regions that import nothing of one another, and are coupled by a bus; and an import beside a channel."""
    return {
        "archlint.toml": """\
            [rules.regions]
            type = "independent"
            modules = ["shop.payments.{region}"]
            kinds = ["runtime", "deferred", "channel"]
            """.replace("            ", ""),
        "shop/__init__.py": "",
        "shop/bus.py": 'from blinker import signal\n\npaid = signal("payment.made")\n',
        "shop/mail.py": "from shop.bus import paid\nimport shop.payments.eu\n\n@paid.connect\ndef thank(_): ...\n",
        "shop/payments/__init__.py": "",
        "shop/payments/eu/__init__.py": "from shop.bus import paid\n\ndef pay():\n    paid.send()\n",
        "shop/payments/us/__init__.py": "from shop.bus import paid\n\n@paid.connect\ndef book(_): ...\n",
    }


def harmful() -> Verdict:
    """Return a verdict in which every text would do harm where it is taken for more than a text."""
    bad = [f"{HARM}.{part}" for part in (HARM, SCRIPT, LONG, RIGHT_TO_LEFT)]
    nodes = tuple(Node(name, f"{name}/{SCRIPT}.py", name, NONE) for name in sorted(bad))
    names = [node.name for node in nodes]
    edges = tuple(Edge(0, head, nodes[0].path, head, STATEMENTS, NONE) for head in (1, 2, 3))
    violations = [_violation(nodes[0], nodes[head], head) for head in (1, 2, 3)]
    boxes = tuple(Box(name, 1, level, level == 3, Marks()) for level, name in enumerate(names))
    rule = JudgedRule(SCRIPT, "linked-list", HARM, "error", HARM, SCRIPT, HARM, 1, True)
    fixed = violations[0]._replace(state="fixed", message=SCRIPT)
    told = Comparison(
        HARM, HARM, 1, 1, (fixed,), (fixed,), (names[0],), (HARM,), (Dependency(names[0], names[1], 1),),
        (Dependency(HARM, names[1], 1),), (Metric(HARM, 1, 2),), (Shift(SCRIPT, True),),
    )  # fmt: skip
    return verdicts.verdict(
        violations,
        (rule,),
        network=lambda: Network(nodes, edges, (Wire(1, 0, HARM, 1, "channel", SCRIPT, HARM, SCRIPT, HARM, 1),)),
        picture=lambda: Picture(boxes, (Arrow(0, 1, 1, Marks()),), SCRIPT),
        against=told,
        errors=(Place(HARM, 1, 1, SCRIPT),),
        outside=tuple(names[2:]),
        commit=lambda: (HARM, SCRIPT),
    )


def _violation(tail: Node, head: Node, line: int) -> Violation:
    chain = (tail.name, head.name)
    return verdicts.SKIP._replace(
        rule=SCRIPT, importer=tail.name, imported=head.name, tail=tail.name, head=head.name, path=tail.path, line=line,
        lines=(line,), end_line=line, chain=chain, cut=(chain,), message=f"{HARM} {SCRIPT}", because=SCRIPT, help=HARM,
        fingerprint=f"{SCRIPT} skip {chain}", excerpt=(SCRIPT, HARM), brought=line == 1,
    )  # fmt: skip


def huge(modules: int = 30_000, imports: int = 170_000, violations: int = 20_000) -> Verdict:
    """Return a codebase as large as any: packages in packages, imports mostly to what is much used."""
    chance = Random(1)
    nouns, ends = ("order", "stock", "price", "route", "tax", "mail"), ("s", "_lines", "_view", "_api")
    words = [f"{noun}{end}" for noun in nouns for end in ends]
    packages = [f"mall.area{n % 40:02}" + (f".{words[n // 40 % 24]}" if n % 3 else "") for n in range(modules)]
    names = sorted(f"{package}.{words[n % 23]}_{n}" for n, package in enumerate(packages))
    nodes = tuple(Node(name, f"{name.replace('.', '/')}.py", name[:11], NONE) for name in names)
    used = [int(len(names) * chance.random() ** 3) for _ in range(imports)]
    pairs = sorted({(chance.randrange(len(names)), head) for head in used})
    edges = tuple(Edge(t, h, nodes[t].path, chance.randrange(1, 60), STATEMENTS, NONE) for t, h in pairs if t != h)
    labels = sorted({name[:11] for name in names})
    guilty = sorted(chance.sample(edges, violations))
    return verdicts.verdict(
        [_ordinary(nodes, edge) for edge in guilty],
        network=lambda: Network(nodes, edges),
        picture=lambda: Picture(
            tuple(Box(label, 750, at, False, Marks()) for at, label in enumerate(labels)), (), "shop"
        ),
        modules=len(nodes),
        imports=len(edges),
    )


def _ordinary(nodes: tuple[Node, ...], edge: Edge) -> Violation:
    tail, head = nodes[edge.tail], nodes[edge.head]
    chain, name = (tail.name, head.name), head.name.rpartition(".")[2].title()
    return verdicts.SKIP._replace(
        importer=tail.name, imported=head.name, tail=tail.component, head=head.component, path=edge.path,
        line=edge.line, end_line=edge.line, lines=(edge.line,), chain=chain, cut=(chain,), names=(name,),
        message=f"{tail.component} -> {head.component} passes over what lies between",
        fingerprint=f"shop skip {tail.name} -> {head.name}",
        excerpt=(f"from {head.name} import {name}",),
    )  # fmt: skip
