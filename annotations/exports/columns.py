"""The columns of Margin's CSV files, "csv 1": docs/csv.md says what each holds, and a test compares the two.

Pure: standard library only.
"""

from typing import Final

VERSION: Final = "csv 1"

COLUMNS: Final = (
    "annotation_id",
    "tagging_id",
    "project",
    "article_id",
    "article_title",
    "outlet",
    "outlet_domain",
    "byline",
    "article_url",
    "published_at",
    "published_precision",
    "language",
    "story_id",
    "revision",
    "revision_sha256",
    "block",
    "block_kind",
    "start",
    "end",
    "prefix",
    "quote",
    "suffix",
    "sentence",
    "claim_id",
    "claim",
    "claim_path",
    "stance",
    "speaker_id",
    "speaker",
    "speaker_kind",
    "speaker_affiliation",
    "via",
    "form",
    "certainty",
    "said_at",
    "said_precision",
    "note",
    "annotator",
    "visibility",
    "created_at",
    "updated_at",
    "anchor_status",
    "permalink",
    "anchor_score",
    "anchor_decision",
    "revision_current",
    "quote_current",
    "analysts",
    "contested",
    "responses",
    "correction",
    "corrected_by",
    "corrected_at",
    "coded_claim_id",
    "coded_claim",
    "coded_speaker",
    "coded_stance",
    "coded_form",
    "replies",
)
"""One row per annotation and tagging."""

TAGGING: Final = (
    "tagging_id",
    "claim_id",
    "claim",
    "claim_path",
    "stance",
    "speaker_id",
    "speaker",
    "speaker_kind",
    "speaker_affiliation",
    "via",
    "form",
    "certainty",
    "said_at",
    "said_precision",
    "analysts",
    "contested",
    "correction",
    "corrected_by",
    "corrected_at",
    "coded_claim_id",
    "coded_claim",
    "coded_speaker",
    "coded_stance",
    "coded_form",
)
"""What belongs to a tagging and is not in the wide layout."""

WIDE: Final = tuple(column for column in COLUMNS if column not in TAGGING)
"""The first columns of the wide layout; after them comes one column per claim id."""

EXCEL: Final = (
    "quote",
    "claim",
    "stance",
    "speaker",
    "note",
    "annotator",
    "article_title",
    "outlet",
    "published_at",
    "sentence",
    "form",
    "certainty",
    "created_at",
    "permalink",
)
EXCEL_WIDE: Final = tuple(column for column in EXCEL if column not in TAGGING)

TEXT: Final = frozenset(
    (
        "article_title",
        "outlet",
        "outlet_domain",
        "byline",
        "article_url",
        "language",
        "prefix",
        "quote",
        "quote_current",
        "suffix",
        "sentence",
        "claim",
        "claim_path",
        "speaker",
        "speaker_affiliation",
        "via",
        "note",
        "annotator",
        "analyst",
        "responses",
        "coded_claim",
        "coded_speaker",
        "corrected_by",
        "state_reason",
        "label",
        "parent",
        "statement",
        "definition",
        "author",
        "text",
    )
)
"""Columns whose words come from outside; all others hold ids, numbers, times and Margin's own words."""

TIMES: Final = ("published_at", "said_at", "created_at", "updated_at", "corrected_at", "state_at", "embargo_until")
"""Columns that hold ISO 8601 times or dates."""

ARTICLES: Final = (
    "project",
    "article_id",
    "article_title",
    "outlet",
    "outlet_domain",
    "byline",
    "article_url",
    "published_at",
    "published_precision",
    "language",
    "story_id",
    "revision",
    "revision_sha256",
    "length",
    "length_unit",
    "added_at",
    "annotations",
    "taggings",
    "analyst",
    "role",
    "state",
    "state_reason",
    "state_at",
    "own_annotations",
    "own_taggings",
    "release",
    "embargo_until",
)
"""articles.csv: one row per article and analyst."""

REPLIES: Final = (
    "reply_id",
    "annotation_id",
    "project",
    "article_id",
    "article_title",
    "quote",
    "annotator",
    "author",
    "text",
    "created_at",
    "updated_at",
    "permalink",
)
"""replies.csv: one row per reply."""

CODES: Final = ("id", "label", "parent", "statement", "definition")
"""codes.csv: one row per claim of the codebook."""
