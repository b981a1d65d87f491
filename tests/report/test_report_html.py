"""
The page as text, without a browser: what it carries is the JSON report, in few bytes, and nothing in it asks a network.

`unpacked` reads what `columns.py` and `network.py` write, by their docstrings, and shares no code with them. What a
browser makes of it is tried in tests/page.
"""

import base64
import gzip
import hashlib
import json
import re
from itertools import accumulate, pairwise

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from archlint.report.formats import html
from archlint.report.formats import json as for_programs
from archlint.report.html import columns
from archlint.settings import Request, Settings
from archlint.verdict import Arrow, Box, Edge, Marks, Network, Node, Picture, States, Step, Wire
from tests.page.codebases import harmful, huge
from tests.report import verdicts
from tests.report.test_report_text import STORIES
from tests.report.verdicts import request, verdict

HOLDERS = ("importer", "imported", "from", "to", "dependency", "kind", "rule")
NONE = States()
PLAIN = {"runtime": 1, "deferred": 0, "typing": 0, "dynamic": 0, "declared": 0}
MEBIBYTE = 1024 * 1024


def data(page):
    (packed,) = re.findall(r'<script type="application/octet-stream" id="data">([A-Za-z0-9+/=]+)</script>', page)
    return json.loads(gzip.decompress(base64.b64decode(packed)))


def cells(column, count):
    if "all" in column:
        return [column["all"]] * count
    return [column["values"][at] for at in accumulate(column["at"])]


def names(coded):
    found = [""]
    for shared, rest in zip(coded[::2], coded[1::2], strict=True):
        found.append(found[-1][:shared] + rest)
    return found[1:]


def places(told):
    """Return path and line of each import, by the names of both ends."""
    modules = names(told["modules"]["names"])
    paths = cells(told["modules"]["paths"], len(modules))
    files = [
        path if isinstance(path, str) else name.replace(".", "/") + ("/__init__.py" if path else ".py")
        for name, path in zip(modules, paths, strict=True)
    ]
    edges = told["edges"]
    tails = accumulate(edges["tails"])
    pairs = [(tail, head) for tail, heads in zip(tails, edges["heads"], strict=True) for head in accumulate(heads)]
    return {
        (modules[tail], modules[head]): (edges["paths"].get(str(at), files[tail]), edges["lines"][at])
        for at, (tail, head) in enumerate(pairs)
    }


def rows(packed, place, modules):
    count = packed["count"]
    fields = {name: cells(column, count) for name, column in packed["columns"].items()}
    return [completed({name: values[at] for name, values in fields.items()}, place, modules) for at in range(count)]


def completed(row, place, modules):
    def named(one):
        return modules[one] if isinstance(one, int) else one

    row["importer"], row["imported"] = named(row["importer"]), named(row["imported"])
    row["chain"] = [row["importer"], row["imported"]] if row["chain"] is None else [*map(named, row["chain"])]
    path, line = place.get(tuple(row["chain"][:2]), ("", 0))
    row["path"] = path if row["path"] is None else row["path"]
    row["line"] = line if row["line"] is None else row["line"]
    row["lines"] = [row["line"]] if row["lines"] is None else row["lines"]
    row["end_line"] = row["line"] if row["end_line"] is None else row["end_line"]
    if row.get("other_end", "") is None:
        del row["other_end"]
    row["cut"] = [row["chain"][-2:]] if row["cut"] == "last" else row["cut"]
    if row["steps"] and isinstance(row["steps"][0], int):
        keys = ("importer", "imported", "path", "line", "lines")
        ends = pairwise(row["chain"])
        steps = [(*pair, *place[pair], lines) for pair, lines in zip(ends, row["steps"], strict=True)]
        row["steps"] = [dict(zip(keys, step, strict=True)) for step in steps]
    for field in ("message", "help", "fingerprint"):
        told = row[field]
        row[field] = told["plain"] if isinstance(told, dict) else re.sub(
            "[\x01-\x07]", lambda sign: row[HOLDERS[ord(sign[0]) - 1]], told
        )  # fmt: skip
    return row


def unpacked(told):
    report = told["report"]
    report["violations"] = rows(report["violations"], places(told), names(told["modules"]["names"]))
    report["outside"] = names(report["outside"])
    if report["against"]:
        for part in ("fixed", "shifted"):
            report["against"][part] = rows(report["against"][part], {}, [])
    return report


def for_json(found):
    return json.loads(for_programs.render(found, request()))


@pytest.mark.parametrize("story", [*STORIES, harmful], ids=lambda story: story.__name__)
def test_the_page_carries_the_json_report(story):
    page = html.render(story(), request())

    assert unpacked(data(page)) == for_json(story())


def test_keys_of_the_report_stand_in_its_order_and_values_have_its_types():
    found = verdicts.every_kind()

    assert json.dumps(unpacked(data(html.render(found, request())))) == json.dumps(for_json(found))


texts = st.lists(st.sampled_from(["a", "b", ".", " -> ", "\x01", "\x03\x07", "é"]), max_size=5).map("".join)
imports = st.tuples(st.sampled_from("ab"), st.sampled_from("abc"), st.integers(1, 3))


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.tuples(imports, texts, texts, st.lists(st.sampled_from("abc"), max_size=4)), max_size=6))
def test_whatever_violations_say_is_told_in_columns_and_back(told):
    found = [
        verdicts.CHAIN._replace(
            importer=tail, imported=head, line=line, lines=(line,), end_line=line, message=message, fingerprint=print_,
            chain=tuple(chain), cut=(tuple(chain[-2:]),) if len(chain) > 1 else None,
            steps=tuple(Step(a, b, f"{a}.py", 1, line) for a, b in pairwise(chain)),
        )
        for (tail, head, line), message, print_, chain in told
    ]  # fmt: skip
    nodes = tuple(Node(name, f"{name}.py", "", NONE) for name in "abc")
    edges = (Edge(0, 1, "a.py", 1, PLAIN, NONE), Edge(1, 2, "b.py", 2, PLAIN, NONE))
    whole = verdict(found, network=lambda: Network(nodes, edges))

    assert unpacked(data(html.render(whole, request())))["violations"] == for_json(whole)["violations"]


@given(st.lists(st.sampled_from([0, 1, True, None, "", "0", "None"])))
def test_a_column_keeps_values_that_look_alike_apart(values):
    back = cells(json.loads(json.dumps(columns.column(values))), len(values))

    assert [(type(one), one) for one in values] == [(type(one), one) for one in back]


WIRES = (
    Wire(1, 2, "src/shop/db.py", 4, "channel", "blinker", "exact", "order.paid", "shop/web.py", 8),
    Wire(2, 1, "shop/web.py", 3, "string", "django-models", "pattern", "db.{}", "", 0),
)


def network():
    """An import that the settings declare stands in the settings; a package has a folder; a name has another place."""
    paths = {"shop": "shop/__init__.py", "shop.db": "src/shop/db.py", "shop.web": "shop/web.py"}
    nodes = tuple(Node(name, path, name, NONE) for name, path in paths.items())
    both = {**PLAIN, "typing": 2}
    edges = (Edge(0, 1, "archlint.toml", 9, PLAIN, NONE), Edge(2, 0, "shop/web.py", 1, both, NONE))
    return Network(nodes, edges, WIRES)


def test_modules_and_imports_are_told_with_their_places():
    boxes = (Box("shop.web", 1, 0, False, Marks()), Box("shop.db", 1, None, True, Marks()))
    told = data(
        html.render(verdict(network=network, picture=lambda: Picture(boxes, (Arrow(0, 1, 1, Marks()),))), request())
    )

    assert places(told) == {("shop", "shop.db"): ("archlint.toml", 9), ("shop.web", "shop"): ("shop/web.py", 1)}
    assert cells(told["modules"]["components"], 3) == [-1, 1, 0]
    assert [one["label"] for one in told["components"]] == ["shop.web", "shop.db"]
    kinds = cells(told["edges"]["kinds"], 2)
    assert [[name for bit, name in enumerate(told["edges"]["kindNames"]) if one >> bit & 1] for one in kinds] == [
        ["runtime"],
        ["runtime", "typing"],
    ]


def test_what_couples_modules_without_an_import_is_told_with_both_ends():
    told = data(html.render(verdict(network=network), request()))["wires"]
    fields = ("tail", "head", "path", "line", "kind", "via", "confidence", "on", "otherPath", "otherLine")

    assert [Wire(*row) for row in zip(*(cells(told[field], 2) for field in fields), strict=True)] == [*WIRES]


def test_what_a_page_carries_reads_as_its_golden_file(golden):
    found = verdict([verdicts.SKIP, verdicts.CHAIN, *verdicts.known([verdicts.TYPING])], network=network)

    golden("html-carried.txt", json.dumps(data(html.render(found, request())), indent=1) + "\n")


def test_source_is_shown_without_its_indentation_and_not_endlessly():
    long = verdicts.SIBLING._replace(excerpt=("    from x import (", "\tone,", *["        more,"] * 9))
    told = data(html.render(verdict([long]), request()))

    assert cells(told["sources"], 1) == ["from x import (\n    one,\n    more,\n    more,\n..."]


def test_the_browser_may_run_this_program_apply_this_sheet_and_nothing_else():
    page = html.render(harmful(), request())
    (policy,) = re.findall(r'http-equiv="Content-Security-Policy" content="([^"]+)"', page)
    blocks = [re.findall(f"<{tag}>(.*?)</{tag}>", page, re.DOTALL) for tag in ("script", "style")]
    program, style = (base64.b64encode(hashlib.sha256(text.encode()).digest()).decode() for (text,) in blocks)

    assert policy == (
        f"default-src 'none'; script-src 'sha256-{program}'; style-src 'sha256-{style}'; img-src data:; "
        "base-uri 'none'; form-action 'none'"
    )
    assert page.count("<script") == 2
    assert not re.findall(r"(?:src|href)=[\"'](?!#|data:)", page)


def test_a_name_is_no_markup_and_no_place_to_be_filled():
    node = Node("{{PROGRAM}}</title><b>", "x.py", "", NONE)
    page = html.render(verdict(network=lambda: Network((node,), ())), request())

    assert "<title>{{PROGRAM}}&lt;/title&gt;&lt;b&gt; · architecture</title>" in page


def test_a_name_that_is_no_utf_8_can_be_written():
    node = Node("caf\udce9", "caf\udce9.py", "", NONE)
    page = html.render(
        verdict([verdicts.SKIP._replace(path="caf\udce9.py")], network=lambda: Network((node,), ())), request()
    )

    page.encode("utf-8")
    assert data(page)["modules"]["names"] == [0, "caf\udce9"]


def test_the_same_verdict_gives_the_same_bytes():
    assert html.render(harmful(), request()) == html.render(harmful(), request())


def test_where_the_source_can_be_seen_is_carried():
    url = "https://example.org/{path}#L{line}"
    written = Settings(request().settings.root, "archlint.toml", {"rules": {}, "report": {"source-url": url}})

    assert data(html.render(verdict(), Request(written)))["sourceUrl"] == url


@pytest.mark.slow
def test_thirty_thousand_modules_stay_below_a_mebibyte_and_a_half():
    page = html.render(huge(), request())

    assert len(data(page)["edges"]["lines"]) > 150_000
    assert len(page.encode()) < 1.5 * MEBIBYTE
