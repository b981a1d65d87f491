"""The report for people: what is expected stands in golden/text-*.txt."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archlint.report.formats import text
from archlint.verdict import Note, Place, Verdict
from tests.report import verdicts
from tests.report.verdicts import SKIP, request

STORIES = [
    verdicts.clean,
    verdicts.clean_but_not_all_seen,
    verdicts.every_kind,
    verdicts.some_known,
    verdicts.all_known,
    verdicts.all_fixed,
    verdicts.only_warnings,
    verdicts.only_unread,
    verdicts.unread_but_allowed,
    verdicts.partly_judged,
    verdicts.nothing_judged,
    verdicts.conflict_in_the_baseline,
    verdicts.all_switched_off,
    verdicts.unread_and_seemingly_fixed,
    verdicts.warning_beside_known,
    verdicts.one_of_each_count,
    verdicts.one_rule,
    verdicts.hostile,
    verdicts.long_chain,
    verdicts.over_a_bus,
]


@pytest.mark.parametrize("story", STORIES, ids=lambda story: story.__name__)
def test_a_run_reads_as_its_golden_file(story, golden):
    golden(f"text-{story.__name__}.txt", text.render(story(), request()))


def test_a_first_time_reader_sees_the_limit_and_how_to_lift_it(golden):
    golden("text-five_thousand-limit-2.txt", text.render(verdicts.five_thousand(), request(limit=2)))


def test_statistics_count_by_rule_and_by_components(golden):
    golden("text-statistics.txt", text.render(verdicts.every_kind(), request(statistics=True, limit=1)))


def test_statistics_of_a_clean_run_are_nothing_to_look_at():
    wished = text.render(verdicts.clean(), request(statistics=True))

    assert wished == text.render(verdicts.clean(), request())


def test_strict_says_why_a_clean_run_fails(golden):
    noted = verdicts.verdict(notes=(verdicts.IDLE,), failed=True)

    golden("text-strict.txt", text.render(noted, request(strict=True)))


def test_paths_are_named_where_only_they_were_asked_for():
    rendered = text.render(verdicts.clean(), request(paths=("src/shop/web", "src/shop/db")))

    assert rendered == "All 3 rules hold in src/shop/web and src/shop/db: 885 modules, 3,072 imports.\n"


def test_colours_come_from_one_small_table(golden):
    golden("text-colour.txt", text.render(verdicts.every_kind(), request(color=True)))


def test_without_its_colours_a_coloured_report_is_the_plain_one():
    coloured = text.render(verdicts.every_kind(), request(color=True))
    for code in ("\x1b[1m", "\x1b[1;31m", "\x1b[1;33m", "\x1b[2m", "\x1b[36m", "\x1b[0m"):
        coloured = coloured.replace(code, "")

    assert coloured == text.render(verdicts.every_kind(), request())


def test_all_256_violations_are_counted():
    rendered = text.render(verdicts.exactly_256(), request())

    assert "Found 256 violations in 256 files." in rendered


def test_limit_0_spells_out_everything():
    rendered = text.render(verdicts.exactly_256(), request(limit=0))

    assert rendered.count(" --> ") == 256
    assert "more: --limit" not in rendered


@pytest.mark.parametrize(("limit", "number", "ending"), [(3, 6, ""), (3, 7, "... and 1 more: --limit 0 shows all")])
def test_as_many_again_as_the_limit_get_a_line_each(limit, number, ending):
    rendered = text.render(verdicts.verdict(verdicts.repeated(SKIP, number)), request(limit=limit))

    assert rendered.count(" --> ") == limit
    assert rendered.count("(shop.web.page") == limit
    assert ("more: --limit" in rendered) == bool(ending)
    assert ending in rendered


def test_statistics_name_the_ten_worst_pairs_of_components():
    pairs = [SKIP._replace(tail=f"web{i}", state=state) for i in range(12) for state in ["new", *["known"] * (i + 1)]]
    rendered = text.render(verdicts.verdict(pairs), request(statistics=True, limit=1))

    assert "       12        78  shop/skip\n       12        78  in all, 2.9 per 100 imports" in rendered
    assert "        1        12  web11 -> db, skip\n        1        11  web10 -> db, skip" in rendered
    assert "        1         3  web2 -> db, skip\n... and 2 more pairs" in rendered


def test_a_cycle_that_its_own_import_closes_does_not_name_it_twice():
    pair = (verdicts.CYCLE.importer, verdicts.CYCLE.imported)
    rendered = text.render(verdicts.verdict([verdicts.CYCLE._replace(cut=(pair,))]), request())

    assert "  = cut:    removing this import mends it\n" in rendered


def test_of_many_lines_the_first_are_named_and_the_rest_counted():
    rendered = text.render(verdicts.verdict([SKIP._replace(lines=tuple(range(3, 16)))]), request())

    assert "  = lines:  and lines 4, 5, 6, 7, 8, 9, 10, 11, 12, 13 and 2 more\n" in rendered


def test_a_chain_tells_its_lines_step_by_step_and_not_twice():
    rendered = text.render(verdicts.verdict([verdicts.CHAIN._replace(lines=(3, 8))]), request())

    assert "= lines:" not in rendered


def test_a_place_without_width_still_gets_a_caret():
    rendered = text.render(verdicts.verdict([SKIP._replace(column=6, end_column=6)]), request())

    assert "\n3 | from shop.db.orm import Order\n  |      ^\n" in rendered


def test_notes_and_unread_files_are_limited_too():
    notes = tuple(Note(f"`a{i}` does nothing", "delete it", "archlint.toml", i) for i in range(1, 6))
    errors = tuple(Place(f"src/bad{i}.py", 1, 1, "torn") for i in range(1, 6))
    rendered = text.render(verdicts.verdict(notes=notes, errors=errors, unread=5), request(limit=2))

    assert rendered.count("unread: torn") == 2
    assert rendered.count("note: ") == 2
    assert rendered.count("... and 3 more: --limit 0 shows all") == 2


def test_a_run_that_judged_only_a_part_never_says_that_all_rules_hold():
    partial = [verdicts.only_unread(), verdicts.partly_judged(), verdicts.nothing_judged()]
    partial += [verdicts.verdict([], one.rules, errors=one.errors, unread=one.summary.unread) for one in partial]

    for one in partial:
        rendered = text.render(one, request())
        assert "Incomplete: " in rendered
        assert "rules hold: " not in rendered


HOSTILE = st.text(st.characters(), max_size=12)


@st.composite
def hostile_verdicts(draw: st.DrawFn) -> Verdict:
    """A violation, a note and a gap with anything at all in every field that somebody else may write."""
    line = draw(HOSTILE)
    start = draw(st.integers(1, 1 + len(line)))
    found = SKIP._replace(
        importer=draw(HOSTILE),
        imported=draw(HOSTILE),
        path=draw(HOSTILE),
        message=draw(HOSTILE),
        because=draw(HOSTILE),
        help=draw(HOSTILE),
        column=start,
        end_line=4,
        end_column=start + draw(st.integers(0, 9)),
        excerpt=(line, draw(HOSTILE)),
        chain=(draw(HOSTILE), draw(HOSTILE)),
        cut=((draw(HOSTILE), draw(HOSTILE)),),
        members=draw(st.sampled_from([(), ("a", "b")])),
    )
    gap = Place(draw(HOSTILE), 1, 1, draw(HOSTILE))
    note = Note(draw(HOSTILE), draw(HOSTILE), draw(HOSTILE), 1)
    rules = (verdicts.SHOP._replace(name=draw(HOSTILE), path=draw(HOSTILE)),)
    return verdicts.verdict([found, found], rules, errors=(gap,), notes=(note,))


@given(hostile_verdicts())
def test_nothing_but_visible_characters_reaches_the_terminal(verdict):
    rendered = text.render(verdict, request(limit=1, statistics=True))

    assert all(line.isprintable() for line in rendered.split("\n"))
