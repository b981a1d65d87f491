"""The page for comments and summaries, as a reader of Markdown sees it."""

import html
import re

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from archlint.report.formats import markdown
from archlint.report.markdown import code, prose
from archlint.settings import visible
from tests.report import stories, verdicts
from tests.report.verdicts import request

READER = MarkdownIt("commonmark").enable(["strikethrough", "table"])
HOSTILE = st.text(st.characters() | st.sampled_from("\\`*_{}[]()<>#+-=.!|~@&:$% \n\udcff1a"), max_size=40)
NO_WIDTH = "\u200b"


@pytest.mark.parametrize("story", stories.GOLDEN, ids=stories.name)
def test_a_run_reads_as_its_golden_file(story, golden):
    golden(f"markdown-{story.__name__}.txt", markdown.render(story(), request()))


@pytest.mark.parametrize("lead", ["", "x ", "- "])
@given(HOSTILE)
@example("1. ---")
@example("__0__")
@example("-\n#")
def test_any_text_is_read_as_it_is(lead, text):
    expected = visible(" ".join(text.split())).encode("utf-8", "backslashreplace").decode()
    seen = re.sub(r"</?(p|ul|li)>", "", READER.render(lead + prose(text)))

    assert "<" not in seen
    assert html.unescape(seen).strip().replace(NO_WIDTH, "") == f"{lead.strip('- ')} {expected}".strip()


@given(HOSTILE)
def test_any_text_is_code_as_it_is(text):
    expected = (visible(text) or " ").encode("utf-8", "backslashreplace").decode()
    seen = READER.renderInline(f"x {code(text)}")

    assert html.unescape(re.sub(r"^x <code>(.*)</code>$", r"\1", seen)).strip() == expected.strip()


@pytest.mark.parametrize("call", ["@octo", "#12", "!7", "~bug", "$3", "%1", "&2", "a@b", "shop/web#1", ":tada:"])
def test_nobody_and_nothing_is_called(call):
    assert re.search(f"[@#!~$%&:]{NO_WIDTH}", html.unescape(prose(call)))


@pytest.mark.parametrize("story", stories.ALL, ids=stories.name)
def test_a_page_fits_into_a_comment(story):
    text = markdown.render(story(), request())

    assert len(text) <= 65_536
    assert text.startswith("## archlint: ")


def test_a_page_that_is_full_says_what_it_leaves_out():
    text = markdown.render(verdicts.ten_thousand(), request())

    shown = len(re.findall(r"^- ", text, re.MULTILINE))
    assert 50 < shown < 10_000
    assert text.endswith(f"\nShowing {shown} of 10,000 entries; `archlint check` tells all.\n")


def test_texts_without_end_do_not_push_the_others_out():
    endless = verdicts.SKIP._replace(help="word " * 20_000, message="m" * 90_000, because="b" * 90_000)
    text = markdown.render(verdicts.verdict([endless, verdicts.TYPING]), request())

    assert len(text) <= 65_536
    assert "shop.orders.cart" in text


def test_what_is_known_is_counted_and_not_listed():
    text = markdown.render(verdicts.some_known(), request())

    assert "4,002 violations: 2 new, 4,000 known" in text
    assert len(re.findall(r"^- ", text, re.MULTILINE)) == 2
