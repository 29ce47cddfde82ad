"""The line that reads a coding back."""

from itertools import product

import pytest

from annotations.models import Certainty, Stance
from annotations.readback import Coding, read_back, templates

STATEMENT = "Moscow does not intend to reach a settlement now."


def test_it_is_a_sentence_that_one_can_hear():
    coding = Coding(STATEMENT, "asserts", speaker="Emmanuel Macron")
    assert read_back(coding) == f"Emmanuel Macron asserts: {STATEMENT}"


def test_nobody_named_is_said():
    assert read_back(Coding(STATEMENT, "disputes")) == f"Somebody not named disputes: {STATEMENT}"


def test_via_and_certainty_are_said():
    coding = Coding(STATEMENT, "none", "Macron", via="Reuters", certainty="conditional")
    assert read_back(coding) == f"Macron takes, on a condition, no position, according to Reuters, on: {STATEMENT}"


@pytest.mark.parametrize(
    ("stance", "certainty", "via"), list(product(Stance.values, ["", *Certainty.values], ["", "AFP"]))
)
def test_every_combination_has_its_own_sentence(stance, certainty, via):
    line = read_back(Coding(STATEMENT, stance, "S", via, certainty))
    assert line.startswith("S ")
    assert line.endswith(STATEMENT)
    assert ("according to AFP" in line) == bool(via)
    assert ("hedge" in line) == (certainty == "hedged")
    assert ("condition" in line) == (certainty == "conditional")


def test_braces_in_names_stay_braces():
    assert read_back(Coding("{speaker} {0} {", "asserts", "{via}")) == "{via} asserts: {speaker} {0} {"


def test_templates_are_translated_for_the_page():
    assert templates(str.upper)["nobody"] == "SOMEBODY NOT NAMED"
    assert len(templates(str)) == 25
