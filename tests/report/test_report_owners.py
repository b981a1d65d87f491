"""Who owns what, in reports: what is expected of the format `owners` stands in golden/owners-*.txt."""

import json

import pytest
from markdown_it import MarkdownIt

from archlint.report.formats import json as program
from archlint.report.formats import markdown, owners, text
from archlint.verdict import Coupling, Couplings, Note, Owners
from tests.report import verdicts
from tests.report.verdicts import CHAIN, SKIP, known, request, verdict

WEB, DATA, BOTH = ("@shop/web",), ("@shop/data",), ("@shop/data", "ada@shop.example")
MISREAD = Note("`team` is no owner and is left out", "write `@team`", "../CODEOWNERS", 7)


def coupling(importer, imported, imports, new=0, known=0, parts=1):
    """Return a coupling through so many pairs of components, that all but one weigh one import."""
    ends = [(f"shop.web{part or ''}", "shop.db", 1) for part in range(parts)]
    ends[0] = (*ends[0][:2], max(imports - parts + 1, 0))
    first = ("shop.web.cart", "shop.db.orm", "src/shop/web/cart.py", 3)
    return Coupling(importer, imported, imports, new, known, tuple(ends), first)


def coupled(*all_, notes=(), violations=(SKIP,), **facts):
    given = {"dialect": "GitLab", "owners": 4, "modules": 885, "imports": 3072, "inside": 3000, **facts}
    found = Couplings("../CODEOWNERS", all=all_, **given)
    return verdict(violations, couplings=lambda: found, owner_notes=lambda: notes)


def several():
    return coupled(
        coupling("@shop/data", "@shop/web", 1),
        coupling("@shop/web", "@shop/data", 1234, 2, 40, parts=9),
        coupling("@shop/web", "", 3),
        coupling("", "@shop/data", 2, known=1),
        shared=12,
        unowned=31,
        notes=(MISREAD,),
    )


def one():
    facts = {"owners": 1, "modules": 1, "imports": 1, "inside": 0, "shared": 1, "unowned": 0}
    return coupled(coupling("@shop/web", "@shop/data", 1), violations=(), **facts)


def none():
    return coupled(violations=(), inside=3072)


def only_a_chain():
    chained = Coupling("@shop/web", "@shop/data", 0, 1, 0, (), ("shop.web.admin", "shop.db.orm", "web.py", 3))
    return coupled(chained, violations=(CHAIN,))


def no_file():
    return verdict([SKIP])


def hostile():
    ends = Coupling("@a\x1b[31m", "@b\u202e", 1, 0, 0, (("w\x07", "d\r", 1),), ("w.a\n", "d.b", "src/\udcff.py", 1))
    return coupled(ends)


@pytest.mark.parametrize("story", [several, one, none, only_a_chain, no_file, hostile], ids=lambda one: one.__name__)
def test_a_run_reads_as_its_golden_file(story, golden):
    golden(f"owners-{story.__name__}.txt", owners.render(story(), request()))


def test_of_more_couplings_than_the_limit_the_heaviest_are_told_in_their_order():
    many = [coupling("@shop/web", f"@team/{number:02}", number) for number in range(1, 47)]
    broken = coupling("@shop/web", "@team/00", 1, new=1)
    report = owners.render(coupled(broken, *many), request(limit=9))

    told = [line.split("-> @team/")[1] for line in report.splitlines() if "-> @team/" in line]
    assert told == ["00", *(f"{number}" for number in range(39, 47))]
    assert "\nShowing 9 of 47 couplings, the heaviest: --limit 0 shows all\n" in report
    assert "Showing" not in owners.render(coupled(broken, *many), request(limit=0))


def test_of_more_notes_than_the_limit_the_first_are_told():
    report = owners.render(coupled(notes=[MISREAD] * 46), request(limit=9))

    assert report.count("note: ") == 9
    assert "\nShowing 9 of 46 notes: --limit 0 shows all\n" in report


@pytest.mark.parametrize(
    ("importer", "imported", "expected"),
    [
        (WEB, DATA, "@shop/web imports from @shop/data"),
        (BOTH, WEB, "@shop/data and ada@shop.example import from @shop/web"),
        (WEB, tuple(f"@t{number}" for number in range(5)), "@shop/web imports from @t0, @t1, @t2 and 2 more"),
        (BOTH, BOTH[::-1], ""),
        (WEB, (), ""),
        ((), WEB, ""),
    ],
)
def test_a_block_and_a_page_name_the_owners_where_they_differ(importer, imported, expected):
    story = verdict([SKIP._replace(owners=Owners(importer, imported))])
    block, page = text.render(story, request()), markdown.render(story, request())

    told = [line.partition("= owners: ")[2] for line in block.splitlines() if "= owners:" in line]
    assert told == [expected][: bool(expected)]
    shown = MarkdownIt("commonmark").render(page).replace("&#8203;", "\u200b").replace("\u200b", "")
    assert ("owners: " + expected in shown) == bool(expected)
    assert ("owners:" in shown) == bool(expected)


def test_text_tells_of_lines_that_cannot_be_read_only_where_it_names_owners():
    line = "note: `team` is no owner and is left out; write `@team` (../CODEOWNERS:7)"

    assert line in text.render(verdict([SKIP], owner_notes=lambda: (MISREAD,)), request())
    assert line not in text.render(verdict(known([SKIP]), owner_notes=lambda: (MISREAD,)), request())


def test_programs_get_the_owners_of_both_ends_and_what_cannot_be_read():
    story = verdict([SKIP._replace(owners=Owners(WEB, BOTH))], owner_notes=lambda: (MISREAD,))
    found = json.loads(program.render(story, request()))

    assert found["violations"][0]["owners"] == {"importer": [*WEB], "imported": [*BOTH]}
    assert found["notices"] == [MISREAD._asdict()]


def test_owners_is_never_in_colour():
    assert owners.render(several(), request(color=True)) == owners.render(several(), request())


def test_a_verdict_without_owners_opens_nothing():
    assert verdicts.every_kind().owner_notes() == ()
    assert verdicts.every_kind().couplings() == Couplings()
