"""The kinds of action that are undone in tests of their own, and why."""

from typing import Final

ELSEWHERE: Final = {
    "field_add": "undone in tests/annotations/test_custom_fields.py",
    "field_edit": "undone in tests/annotations/test_custom_fields.py",
    "field_move": "undone in tests/annotations/test_custom_fields.py",
    "field_remove": "undone in tests/annotations/test_custom_fields.py",
    "field_restore": "undone in tests/annotations/test_custom_fields.py",
    "claim_merge": "undone in the tests of merging",
    "claim_separate": "undone in the tests of merging",
    "claim_split": "undone in the tests of splitting",
    "example_add": "undone in the tests of examples",
    "example_remove": "undone in the tests of examples",
    "claim_move": "undone in the tests of merging",
    "claim_shift": "undone in the tests of moving claims",
    "codebook_import": "undone as one in the tests of importing a codebook",
    "take_back": "many of these at once (tests/annotations/test_take_back.py)",
    "publication_make": "nothing of it is in an export (tests/annotations/test_published.py)",
    "publication_revoke": "nothing of it is in an export (tests/annotations/test_published.py)",
    "publication_extend": "nothing of it is in an export (tests/annotations/test_published.py)",
    "speaker_add": "made by the demo alone; speakers come with highlights here",
    "invitation_make": "nothing of it is in an export (tests/newsroom/test_members.py)",
    "invitation_revoke": "nothing of it is in an export (tests/newsroom/test_members.py)",
    "invitation_accept": "nothing of it is in an export (tests/newsroom/test_members.py)",
    "member_blindfold": "nothing of it is in an export (tests/newsroom/test_blinding.py)",
    "project_archive": "nothing is written after it (tests/newsroom/test_closing.py)",
    "project_reopen": "nothing is written before it (tests/newsroom/test_closing.py)",
    "project_remove": "a page asks first, and another brings it back (tests/newsroom/test_closing.py)",
    "project_bring_back": "a page does it (tests/newsroom/test_closing.py)",
    "member_end": "whoever left cannot undo the rest (tests/newsroom/test_members.py)",
}
"""Kinds that are not among the steps, and why."""
