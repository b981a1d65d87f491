"""What a file says about imports by its whole syntax tree, read plainly; it shares no code with archlint."""

import ast
import gc
import importlib.util
import io
import itertools
import re
import tokenize
import unicodedata
import warnings
from contextlib import contextmanager

ABSENCE = {"ImportError", "ModuleNotFoundError", "Exception", "BaseException"}
FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef)
LOOPS = (ast.For, ast.AsyncFor, ast.While)
LEAVES = (ast.Name, ast.Constant)
BODIES = {"body", "handlers", "orelse", "finalbody", "cases"}
IMPORTING = {"import_module", "__import__"}
FUNCTIONS_AT_HOME = {("importlib", "import_module"), ("importlib", "__import__")}
FUNCTIONS_AT_HOME |= {("builtins", "__import__"), ("__builtins__", "__import__")}
SHARING = {"extend_path", "declare_namespace"}
KINDS = ("runtime", "deferred", "typing", "dynamic")
OPTIONAL, CONDITIONAL = 1, 2


def parsed(content):
    """Return the tree of a file, whatever Python thinks of its escapes: newer ones warn of more."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return ast.parse(content)


@contextmanager
def undisturbed():
    """Let Python not look for garbage: a tree is all new objects, and to go through them takes as long as to parse."""
    gc.disable()
    try:
        yield
    finally:
        gc.enable()


@undisturbed()
def naive(content, package=False):
    """Return (sorted imports, sorted unknown targets, names of __all__ or None, whether the package is shared)."""
    tree = parsed(content)
    parents = parents_of_statements(tree)
    flags = names_of_type_checking(parents)
    text = decoded_lines(content)
    spelled = unicodedata.normalize("NFKC", "\n".join(text))
    written = [one for node in parents for one in imports(node, text, parents, flags)]
    if spoken(spelled, {"__lazy_modules__"}):
        written = [
            one for node in parents for one in lazily(node, list(imports(node, text, parents, flags)), parents, flags)
        ]
    called = []
    if spoken(spelled, IMPORTING):
        for call, function, statement in calls(tree, parents):
            called += dynamic(call, function, statement, text, parents, flags, tree)
    facts = sorted({*written, *(one for one in called if len(one) == 9)})
    unknown = sorted(one for one in called if len(one) == 3)
    hidden = used(spelled, "__all__") and changed_elsewhere(tree, parents)
    public = None if hidden else exports(parents, flags)
    return facts, unknown, public, package and spoken(spelled, SHARING) and shared(tree)


def spoken(spelled, words):
    """Return whether one of the words may stand in a text whose letters are written as Python takes them in names."""
    return any(word in spelled for word in words)


def used(spelled, variable):
    """Return whether a variable may be asked for something: not where it is given a value, or a string ends with it."""
    return re.search(rf"{variable}(?! *\+?=|[\"'])", spelled) is not None


def everything(tree):
    """Return each node, and the statement that it is or stands in; but no context such as Load: nobody asks for it."""
    found: list[tuple[ast.AST, ast.stmt | None]] = [(tree, None)]
    for node, statement in found:  # which grows meanwhile
        for field in () if isinstance(node, LEAVES) else node._fields:
            value = getattr(node, field, None)
            found += [
                (child, child if isinstance(child, ast.stmt) else statement)
                for child in (value if isinstance(value, list) else (value,))
                if isinstance(child, ast.AST) and not isinstance(child, ast.expr_context)
            ]
    return found


def parents_of_statements(tree):
    """Return for each statement, handler and case what it stands in and by which field, in the order of the text."""
    parents: dict[ast.AST, tuple[ast.AST, str]] = {}
    waiting = [tree]
    while waiting:
        node = waiting.pop()
        lists = [(field, getattr(node, field)) for field in node._fields if field in BODIES]
        inner = [(child, field) for field, children in lists for child in children]
        parents.update((child, (node, field)) for child, field in inner)
        waiting.extend(child for child, _ in reversed(inner))
    return dict(sorted(parents.items(), key=lambda item: getattr(item[0], "lineno", 0)))


def names_of_type_checking(nodes):
    flags = {"TYPE_CHECKING", "typing.TYPE_CHECKING", "typing_extensions.TYPE_CHECKING"}
    for node in nodes:
        for alias in node.names if isinstance(node, (ast.Import, ast.ImportFrom)) else []:
            bound = alias.asname or alias.name
            if isinstance(node, ast.Import) and alias.name in ("typing", "typing_extensions"):
                flags.add(f"{bound}.TYPE_CHECKING")
            if isinstance(node, ast.ImportFrom) and node.module in ("typing", "typing_extensions"):
                flags |= {bound} if alias.name == "TYPE_CHECKING" else set()
    return flags


def decoded_lines(content):
    # tokenize.detect_encoding knows no lone carriage returns.
    name, _ = tokenize.detect_encoding(io.BytesIO(content.replace(b"\r\n", b"\n").replace(b"\r", b"\n")).readline)
    return io.StringIO(content.decode(name), newline=None).read().split("\n")


def place(node, text):
    def column(line, offset):
        return len(text[line - 1].encode()[:offset].decode()) + 1

    start = node.lineno, column(node.lineno, node.col_offset)
    return *start, node.end_lineno, column(node.end_lineno, node.end_col_offset)


def imports(node, text, parents, flags):
    if isinstance(node, (ast.Import, ast.ImportFrom)):
        where, how = place(node, text), circumstances(node, parents, flags)
        for alias in node.names:
            if isinstance(node, ast.Import):
                yield 0, alias.name, "", *where, *how
            else:
                yield node.level, node.module or "", alias.name, *where, *how


def lazily(node, facts, parents, flags):
    """Return the facts of one statement, deferred if `__lazy_modules__` above it names what is imported."""
    named: set[str] = set(exports(parents, flags, "__lazy_modules__", before=node) or [])
    outer = node
    while outer in parents:
        outer = parents[outer][0]
        named = set() if isinstance(outer, (*FUNCTIONS, ast.ClassDef, ast.Try, ast.TryStar)) else named
    return [
        (*fact[:7], 1, fact[8]) if not fact[0] and fact[1] in named and fact[2] != "*" and fact[7] == 0 else fact
        for fact in facts
    ]


def circumstances(node, parents, flags):
    deferred = typing = optional = conditional = False
    while node in parents:
        outer, field = parents[node]
        if isinstance(outer, FUNCTIONS):
            deferred = True
        elif isinstance(outer, ast.If):
            always = truth(outer.test, flags)
            conditional |= len(always) == 2
            typing |= always == {field == "orelse"}
        elif isinstance(outer, (*LOOPS, ast.match_case)):
            conditional = True
        elif isinstance(outer, (ast.Try, ast.TryStar)) and field != "finalbody" and not deferred:
            optional |= any(catches(handler.type) for handler in outer.handlers)
        elif isinstance(outer, (ast.With, ast.AsyncWith)) and not deferred:
            calls = [item.context_expr for item in outer.items if isinstance(item.context_expr, ast.Call)]
            optional |= any(
                ast.unparse(call.func).split(".")[-1] == "suppress" and any(map(catches, call.args)) for call in calls
            )
        node = outer
    kind = "typing" if typing else "deferred" if deferred else "runtime"
    return KINDS.index(kind), optional * OPTIONAL | conditional * CONDITIONAL


def truth(test, flags):
    """Return which values a test can have when TYPE_CHECKING is false, by trying all values of everything else."""

    def leaves(node):
        if isinstance(node, ast.BoolOp):
            return [leaf for value in node.values for leaf in leaves(value)]
        return leaves(node.operand) if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not) else [node]

    def value(node, given):
        if isinstance(node, ast.BoolOp):
            return (all if isinstance(node.op, ast.And) else any)(value(one, given) for one in node.values)
        if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not):
            return not value(node.operand, given)
        return given[id(node)]

    free = [node for node in leaves(test) if not (isinstance(node, NAMES) and ast.unparse(node) in flags)]
    fixed = {id(node): False for node in leaves(test)}
    tries = itertools.product([False, True], repeat=min(len(free), 8))
    return {value(test, fixed | {id(node): it for node, it in zip(free, given, strict=False)}) for given in tries}


NAMES = (ast.Name, ast.Attribute)


def catches(caught):
    if caught is None:
        return True
    types = caught.elts if isinstance(caught, ast.Tuple) else [caught]
    return any(ast.unparse(one).split(".")[-1] in ABSENCE for one in types if isinstance(one, NAMES))


def names_of_functions(tree, statements):
    """Return by the way in which it is written which function is meant; and the assignments that give it a name."""
    written = {f"{home}.{name}": name for home, name in FUNCTIONS_AT_HOME} | {"__import__": "__import__"}
    for node in statements:
        for alias in node.names if isinstance(node, (ast.Import, ast.ImportFrom)) else []:
            for home, name in FUNCTIONS_AT_HOME:
                if isinstance(node, ast.Import) and alias.name == home:
                    written[f"{alias.asname or home}.{name}"] = name
                if isinstance(node, ast.ImportFrom) and (node.module, node.level) == (home, 0):
                    if alias.name == name:
                        written[alias.asname or name] = name
                    if alias.name == "*":
                        written[name] = name
    naming = {}
    for node in statements:
        target, value = assignment(node)
        plain = isinstance(target, ast.Name) and isinstance(value, NAMES) and not isinstance(node, ast.AugAssign)
        if plain and not in_class(node, statements) and ast.unparse(value) in written:
            naming[value] = target.id
    return written | {name: written[ast.unparse(value)] for value, name in naming.items()}, set(naming)


def in_class(node, parents):
    """Return whether a statement runs when a class is made."""
    while node in parents:
        node = parents[node][0]
        if isinstance(node, FUNCTIONS):
            return False
        if isinstance(node, ast.ClassDef):
            return True
    return False


def calls(tree, statements):
    """Yield each call that imports, or a function that is handed on, with what it is and where it stands."""
    written, naming = names_of_functions(tree, statements)
    nodes = everything(tree)
    called = {id(node.func) for node, _ in nodes if isinstance(node, ast.Call)}

    def meant(node):
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
            return written.get(f"{node.value.id}.{node.attr}")
        return written.get(node.id) if isinstance(node, ast.Name) else None

    for node, statement in nodes:
        if isinstance(node, ast.Call) and meant(node.func):
            yield node, meant(node.func), statement
        handed_on = isinstance(node, NAMES) and isinstance(node.ctx, ast.Load) and id(node) not in called
        if handed_on and node not in naming and meant(node):
            yield node, "", statement


def dynamic(call, function, statement, text, parents, flags, tree):
    if not function:
        yield opaque(call, call, text)
        return
    by_name = {keyword.arg: keyword.value for keyword in call.keywords}
    positions = {"import_module": ["name", "package"], "__import__": ["name", "globals", "locals", "fromlist", "level"]}
    given = by_name | dict(zip(positions[function], call.args, strict=False))
    if "name" not in given:
        return
    target = followed(given, function, tree)
    if target is None:
        yield opaque(call, given["name"], text)
    else:
        marks = circumstances(statement, parents, flags)[1]
        yield *target, "", *place(call, text), KINDS.index("dynamic"), marks


def opaque(call, argument, text):
    start, column, end, end_column = place(argument, text)
    lines = [text[number - 1] for number in range(start, end + 1)]
    lines[-1] = lines[-1][: end_column - 1]
    lines[0] = lines[0][column - 1 :]
    return *place(call, text)[:2], " ".join(" ".join(lines).split())


def string(node, tree):
    """Return what an expression says if it is put together of strings and constants alone, none of them empty."""
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Add):
        left, right = string(node.left, tree), plain_string(node.right, tree)
        return left and right and left + right
    if isinstance(node, ast.JoinedStr):
        pieces = [plain_string(piece, tree) for piece in node.values]
        return "".join(pieces) if all(pieces) else ""
    return plain_string(node, tree)


def plain_string(node, tree):
    if isinstance(node, ast.FormattedValue):
        if node.format_spec or node.conversion != -1 or not isinstance(node.value, ast.Name):
            return ""
        node = node.value
    if isinstance(node, ast.Name):
        node = only_value(node.id, tree)
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else ""


def only_value(name, tree):
    """Return the string that is bound to a name at the top of a module, if nothing else in the file bears that name."""
    values: list[ast.expr | None] = []
    for node, _ in everything(tree):
        if isinstance(node, ast.Name) and not isinstance(node.ctx, ast.Load) and node.id == name:
            values.append(None)
        if isinstance(node, (*FUNCTIONS, ast.ClassDef, ast.ExceptHandler, ast.MatchAs, ast.MatchStar)):
            values += [None] * (node.name == name)
        if isinstance(node, ast.MatchMapping):
            values += [None] * (node.rest == name)
        if isinstance(node, ast.arg):
            values += [None] * (node.arg == name)
        if isinstance(node, ast.alias):
            values += [None] * ((node.asname or node.name.split(".")[0]) == name)
    for node in tree.body:
        target, value = assignment(node)
        if isinstance(target, ast.Name) and target.id == name and not isinstance(node, ast.AugAssign):
            values.append(value)
    strings = [one for one in values if isinstance(one, ast.Constant) and isinstance(one.value, str)]
    return strings[0] if len(values) == 2 and strings else None


def followed(given, function, tree):
    """Return (level, name) of a call's target; None where it is not written down."""
    name, package = string(given["name"], tree), given.get("package")
    if not name:
        return None
    bare = name.lstrip(".")
    level = len(name) - len(bare)
    if function == "__import__":
        asked = given.get("level")
        if isinstance(asked, ast.Constant) and isinstance(asked.value, int) and asked.value > 0:
            level = asked.value
    elif level and package is None:
        return None
    elif level and ast.unparse(package) not in ("__package__", "__name__", "__spec__.parent"):
        try:
            level, bare = 0, importlib.util.resolve_name(name, string(package, tree)).strip(".")
        except (ImportError, ValueError):
            return None
    whole = all(bare.split("."))
    return (level, bare if whole else "") if whole or level else None


def exports(parents, flags, variable="__all__", before=None):
    """Return the names that the assignments to __all__ add up to, sorted; None where that is not written down."""
    found: set[str] | None = None
    known = True
    for node in parents:
        if node is before:
            break
        method, argument = changing(node, variable)
        target, value = assignment(node)
        assigned = isinstance(target, ast.Name) and target.id == variable and value
        if not (method or assigned) or scoped(node, parents):
            continue
        if method == "remove" and circumstances(node, parents, flags) == (0, 0):
            known = known and item(argument) is not None
            found = (found or set()) - (item(argument) or set())
        if method in ("append", "extend"):
            added = literal(argument) if method == "extend" else item(argument)
            known, found = known and added is not None, (found or set()) | (added or set())
        if method:
            continue
        names = literal(value)
        if not isinstance(node, ast.AugAssign) and circumstances(node, parents, flags) == (0, 0):
            found, known = None, True
        known = known and names is not None
        found = (found or set()) | (names or set())
    return tuple(sorted(found)) if known and found is not None else None


def changing(node, variable):
    """Return which method of the variable a statement calls with what, if it does nothing else."""
    if isinstance(node, ast.Expr) and isinstance(node.value, ast.Call) and isinstance(node.value.func, ast.Attribute):
        function, arguments = node.value.func, node.value.args
        if isinstance(function.value, ast.Name) and function.value.id == variable and len(arguments) == 1:
            return function.attr, arguments[0]
    return None, None


def changed_elsewhere(tree, parents):
    """Return whether methods that change `__all__` are spoken of in other places than statements of the module."""
    methods = ("append", "extend", "remove")
    written = [f"__all__.{method}" for method in methods]
    spoken_of = [node for node, _ in everything(tree) if isinstance(node, ast.Attribute) and node.attr in methods]
    calls_of_it = [node for node in parents if changing(node, "__all__")[0] in methods and not scoped(node, parents)]
    return len([node for node in spoken_of if ast.unparse(node) in written]) > len(calls_of_it)


def assignment(node):
    if isinstance(node, ast.Assign) and len(node.targets) == 1:
        return node.targets[0], node.value
    if isinstance(node, ast.AnnAssign) or (
        isinstance(node, ast.AugAssign) and isinstance(node.op, (ast.Add, ast.BitOr))
    ):
        return node.target, node.value
    return None, None


def scoped(node, parents):
    while node in parents:
        node = parents[node][0]
        if isinstance(node, (*FUNCTIONS, ast.ClassDef)):
            return True
    return False


def literal(value):
    if isinstance(value, ast.BinOp) and isinstance(value.op, ast.Add):
        both = [literal(value.left), literal(value.right)]
        return None if None in both else set().union(*both)
    if isinstance(value, ast.Call) and not value.keywords and len(value.args) == 1:
        return (
            literal(value.args[0])
            if ast.unparse(value.func) in ("list", "tuple", "sorted", "set", "frozenset")
            else None
        )
    if not isinstance(value, (ast.List, ast.Tuple, ast.Set)):
        return None
    names = set()
    for one in value.elts:
        inner = item(one)
        if inner is None:
            return None
        names |= inner
    return names


def item(node):
    if isinstance(node, ast.Starred):
        return literal(node.value)
    return {node.value} if isinstance(node, ast.Constant) and isinstance(node.value, str) else None


def shared(tree):
    functions = [node.func for node, _ in everything(tree) if isinstance(node, ast.Call)]
    names = {ast.unparse(function).split(".")[-1] for function in functions if isinstance(function, NAMES)}
    return bool(names & SHARING)
