"""Stencils say what their templates would say."""

from collections.abc import Mapping
from typing import Any

import pytest
from django.template import engines
from django.test import override_settings
from django.utils.safestring import mark_safe

from newsroom.stencils import Stencil

TEMPLATE = (
    '{% load actions %}<p title="{{ name }}">{% if note %}{{ note }}{% else %}{{ words.none }}{% endif %}'
    "{% for line in lines %}<i>{{ forloop.counter }}{{ line.said }}{% if line.is_mine %}*{% endif %}</i>{% endfor %}</p>"
)


@pytest.fixture
def stencil():
    templates = [
        {
            "BACKEND": "django.template.backends.django.DjangoTemplates",
            "OPTIONS": {
                "loaders": [("django.template.loaders.locmem.Loader", {"t.html": TEMPLATE, "new.html": NEW})],
                "libraries": {"actions": "annotations.templatetags.actions"},
            },
        }
    ]
    with override_settings(TEMPLATES=templates):
        yield Stencil("t.html", lambda: {"words": {"none": "nothing"}})


NEW = "{% load actions %}{% new_action %} {{ name }} {% new_action %}"


def facts(**changed: Any) -> dict[str, Any]:
    line = {"said": "one & two", "is_mine": True}
    return {"name": 'A "b" <c>', "note": "", "lines": (line, {"said": "three", "is_mine": False})} | changed


def plain(given: Mapping[str, Any]) -> str:
    return engines["django"].get_template("t.html").render({"words": {"none": "nothing"}, **given})


@pytest.mark.parametrize(
    "given",
    [
        facts(),
        facts(note="It's <b>"),
        facts(note=mark_safe("<b>drawn</b>")),
        facts(lines=()),
        facts(name=""),
        facts(name="\ue0000\ue001 {{ words.none }}", note="\ue000new\ue001"),
    ],
)
def test_it_says_what_the_template_says(stencil, given):
    assert stencil.fill(given) == plain(given)
    other = {name: value if isinstance(value, tuple) else value and f"other {value}" for name, value in given.items()}
    assert stencil.fill(other) == plain(other)
    assert stencil.fill(given) == plain(given)


def test_one_shape_is_drawn_once(stencil, monkeypatch):
    stencil.fill(facts())
    monkeypatch.setattr(Stencil, "_draw", None)
    assert "another" in stencil.fill(facts(name="another"))


def test_a_change_of_shape_is_drawn_again(stencil):
    stencil.fill(facts())
    assert "<i>1one &amp; two</i>" in stencil.fill(facts(lines=({"said": "one & two", "is_mine": False},)))


def test_each_filling_has_new_names_for_its_actions(stencil):
    stencil = Stencil("new.html")
    first, name, second = stencil.fill({"name": "x"}).split(" ")
    again = stencil.fill({"name": "x"}).split(" ")
    assert name == "x" and len({first, second, again[0], again[2]}) == 4


def test_what_is_neither_text_nor_truth_is_refused(stencil):
    with pytest.raises(TypeError, match="texts and truths, not with int"):
        stencil.fill(facts(note=3))
