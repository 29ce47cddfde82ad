"""What tests of several modules about annotations start with."""

import pytest

from annotations.models import Tagging
from newsroom import log
from newsroom.actions.custom_fields import add_field
from tests.annotations.own_fields import url
from tests.annotations.sending import SCRIPTED, selection


@pytest.fixture
def defined(project, edgar):
    def define(label="Target", kind="list", subject="tagging", values=("Kyiv", "Moscow")):
        values = values if kind == "list" else ()
        options = {"label": label, "kind": kind, "subject": subject, "values": values}
        return add_field(by=edgar, project=project, token=log.make_token(), **options)

    return define


@pytest.fixture
def tagged(alice, article, login, defined):
    """Alice's highlight that says Kyiv in the field."""
    defined()
    sent = selection(article, "ceasefire", claim_label="Talks", stance="asserts", x_target="kyiv")
    answer = login(alice).post(url("annotation_add", article), sent, headers=SCRIPTED)
    assert answer.status_code == 200, answer.content
    assert b"Kyiv" in answer.content
    return Tagging.objects.get()
