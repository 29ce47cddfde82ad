"""docs/csv.md and the code say the same."""

import re
from pathlib import Path

import pytest

from annotations.exports.cells import neutral
from annotations.exports.columns import ARTICLES, CODES, COLUMNS, EXCEL, REPLIES, TAGGING, VERSION

DOCS = (Path(__file__).parents[2] / "docs" / "csv.md").read_text(encoding="utf-8")
CONTRACT = """annotation_id, tagging_id, project, article_id, article_title, outlet, outlet_domain, byline, article_url,
published_at, published_precision, language, story_id, revision, revision_sha256, block, block_kind, start, end, prefix,
quote, suffix, sentence, claim_id, claim, claim_path, stance, speaker_id, speaker, speaker_kind, speaker_affiliation,
via, form, certainty, said_at, said_precision, note, annotator, visibility, created_at, updated_at, anchor_status,
permalink, anchor_score, anchor_decision, revision_current, quote_current, analysts, contested, responses,
correction, corrected_by, corrected_at, coded_claim_id, coded_claim, coded_speaker,
coded_stance, coded_form, replies"""


def section(title):
    return re.split(r"^## ", DOCS.split(f"\n## {title}\n")[1], flags=re.MULTILINE)[0]


def documented(title):
    rows = re.findall(r"^\| ([a-z0-9_, ]+) \| (.+) \|$", section(title), re.MULTILINE)
    return [name for names, meaning in rows if names != "column" for name in names.split(", ") if meaning.strip()]


def test_the_columns_are_those_of_the_contract():
    assert ", ".join(COLUMNS) == " ".join(CONTRACT.split())


@pytest.mark.parametrize(
    ("title", "columns"),
    [("annotations.csv", COLUMNS), ("articles.csv", ARTICLES), ("codes.csv", CODES), ("replies.csv", REPLIES)],
)
def test_every_column_is_documented_in_order(title, columns):
    assert tuple(documented(title)) == columns


def test_the_version_is_in_the_heading():
    assert DOCS.startswith(f"# CSV files: {VERSION}\n")


def test_what_excel_and_wide_leave_out_is_listed():
    assert ", ".join(EXCEL) in section("For whom")
    assert ", ".join(TAGGING) in " ".join(section("annotations.csv").split())


def test_the_examples_of_formulas_are_true():
    examples = re.findall(r"`([^`]+)` becomes `([^`]+)`", section("Formulas"))
    assert len(examples) == 2
    assert all(neutral(before) == after for before, after in examples)
