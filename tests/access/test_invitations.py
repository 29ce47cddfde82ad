"""Who gets what from the link of an invitation, whatever became of it."""

from datetime import timedelta

import pytest
from django.db import transaction
from django.utils import timezone

from newsroom import log
from newsroom.actions.members import invite
from newsroom.models import Invitation
from tests.access.tables import digests

NOW = timezone.now()
STATES = {
    "open": {},
    "used": {"used_at": NOW},
    "revoked": {"revoked_at": NOW},
    "expired": {"expires_at": NOW - timedelta(minutes=1)},
}
GET = {
    "open": {"anonymous": 200, "outsider": 200, "former": 200, "reader": 200, "analyst": 200, "editor": 200},
    "used": {"anonymous": 404, "outsider": 404, "former": 404, "reader": 200, "analyst": 200, "editor": 200},
}
GET |= {"revoked": GET["used"], "expired": GET["used"]}
POST = {
    # an analyst's role: a reader rises, an analyst and an editor have it already
    "open": {"anonymous": 422, "outsider": 302, "former": 302, "reader": 302, "analyst": 409, "editor": 409},
    "used": {"anonymous": 404, "outsider": 404, "former": 404, "reader": 409, "analyst": 409, "editor": 409},
}
POST |= {"revoked": POST["used"], "expired": POST["used"]}


def test_the_table_of_invitations(world):
    got: dict[str, dict[str, dict[str, int]]] = {"get": {}, "post": {}}
    for state, change in STATES.items():
        secret = _invitation(world, change)
        for who in GET["open"]:
            with transaction.atomic():
                client = world.client(who)
                client.get(f"/invitation/{secret}/")
                before = digests()
                got["get"].setdefault(state, {})[who] = client.get("/invitation/").status_code
                assert digests() == before, (state, who)
                status = got["post"].setdefault(state, {})[who] = client.post("/invitation/").status_code
                assert status < 400 or digests() == before, (state, who)
                transaction.set_rollback(True)
    assert got == {"get": GET, "post": POST}


def _invitation(world, change):
    options = {"project": world.project, "role": "analyst", "token": log.make_token()}
    invitation, secret = invite(by=world.people["owner"], **options)
    Invitation.objects.filter(pk=invitation.pk).update(**change)
    return secret


@pytest.mark.parametrize("secret", ["", "x", "a" * 500, "../..", "%00"])
def test_a_forged_link_is_unknown(world, secret):
    client = world.client("outsider")
    client.get(f"/invitation/{secret}/")
    answer = client.get("/invitation/")
    assert answer.status_code == 404
