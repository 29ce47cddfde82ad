"""Modules in one file: each keeps its names, runs once and in its turn."""

import doctest

import pytest

from newsroom import joining
from newsroom.joining import join


def joined(**texts):
    return join("js/last.js", lambda name: texts[name.removeprefix("js/").removesuffix(".js")])


def test_example_in_the_module_is_true():
    assert doctest.testmod(joining).failed == 0


def test_module_that_two_import_stands_once_and_first():
    text = joined(
        last='import "./a.js";\nimport { b } from "./b.js";\n',
        a='import { c } from "./c.js";\nc();\n',
        b='import { c } from "./c.js";\nexport function b() {}\n',
        c="export async function c() {}\nexport const d = 1;\n",
    )
    assert text.count("const $c = (() => {") == 1
    assert text.startswith("const $c = (() => {\nasync function c() {}\nconst d = 1;\nreturn { c, d };\n})();\n")
    assert "const { b } = $b;" in text


def test_names_over_several_lines_and_other_names_are_understood():
    text = joined(
        last='import {\n  a as one,\n  b,\n} from "./ab.js";\n', ab="export const a = 1;\nexport class b {}\n"
    )
    assert "const { a: one, b } = $ab;" in text


@pytest.mark.parametrize(
    "text",
    [
        'import a from "./a.js";\n',
        'import * as a from "./a.js";\n',
        "import { a } from './a.js'\n",
        "export let a = 1;\n",
        "export { a };\n",
        "export default 1;\n",
        "await one();\n",
    ],
)
def test_other_forms_are_refused_by_name(text):
    with pytest.raises(ValueError, match=r"js/last\.js cannot be joined"):
        joined(last=text, a="")


def test_style_sheet_that_imports_from_elsewhere_is_refused():
    with pytest.raises(ValueError, match="cannot be joined"):
        join("css/site.css", lambda name: '@import url("https://example.org/a.css");\n')
