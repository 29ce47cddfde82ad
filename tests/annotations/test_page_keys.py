"""Short names of annotations inside a page."""

import re
from uuid import UUID

from hypothesis import given, strategies as st

from annotations.page_keys import page_key


@given(st.uuids())
def test_a_key_is_eight_safe_characters_and_begins_with_a_letter(uuid):
    assert re.fullmatch(r"[A-Za-z][A-Za-z0-9_-]{7}", page_key(uuid))


def test_one_uuid_has_one_key_and_neighbours_have_others():
    keys = [page_key(UUID(int=number)) for number in range(2_000)]
    assert keys == [page_key(UUID(int=number)) for number in range(2_000)]
    assert len(set(keys)) == 2_000
