"""The page's program as TypeScript's compiler sees it: plain JavaScript, every name with a type, no type in doubt."""

import re
import shutil
from pathlib import Path

import pytest

import archlint
from archlint.report.html import writing

PAGE = Path(archlint.__file__).parent / "report" / "html"
COMPILER = """
const ts = require('typescript'), fs = require('fs');
const files = fs.readdirSync(FOLDER).filter(name => name.endsWith('.js')).map(name => FOLDER + name);
const options = {allowJs: true, checkJs: true, noEmit: true, strict: true, types: [],
  target: ts.ScriptTarget.ES2022, lib: ['lib.es2023.d.ts', 'lib.dom.d.ts', 'lib.dom.iterable.d.ts']};
const found = ts.getPreEmitDiagnostics(ts.createProgram(files, options));
const words = one => ts.flattenDiagnosticMessageText(one.messageText, ' ');
for (const one of found) console.log(one.file?.fileName.split('/').pop(), words(one));
"""


def judged(node, folder):
    return node(COMPILER.replace("FOLDER", repr(f"{folder}/")), "typescript@5.9.3")


@pytest.mark.npm
@pytest.mark.network
@pytest.mark.once
@pytest.mark.slow
def test_the_compiler_has_nothing_to_say(node):
    assert judged(node, PAGE) == ""


@pytest.mark.npm
@pytest.mark.network
@pytest.mark.once
@pytest.mark.slow
def test_the_compiler_sees_a_wrong_type(node, tmp_path):
    shutil.copytree(PAGE, tmp_path, dirs_exist_ok=True)
    with (tmp_path / "order.js").open("a") as file:
        file.write("knots(['a']);\n")

    assert judged(node, tmp_path).startswith("order.js Type 'string' is not assignable to type 'Map<number, number>'")


def test_every_file_of_the_page_is_in_it_and_is_checked():
    scripts = {file.name for file in PAGE.glob("*.js")}

    assert scripts == set(writing.PROGRAM)
    assert {file.name for file in PAGE.glob("*.css")} == set(writing.STYLE)
    assert all((PAGE / name).read_text("utf-8").startswith("// @ts-check\n") for name in scripts)


@pytest.mark.parametrize("name", [*writing.PROGRAM, *writing.STYLE])
def test_no_file_of_the_page_has_outgrown_its_idea(name):
    assert len((PAGE / name).read_text("utf-8").splitlines()) <= 300


@pytest.mark.parametrize("name", writing.PROGRAM)
def test_no_text_is_ever_taken_for_html(name):
    """The policy of the page would not stop markup without scripts; what is never written cannot be wrong."""
    text = (PAGE / name).read_text("utf-8")

    assert not re.findall(
        r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\b|new Function|fetch\(|import\(", text
    )
