"""Publishing a claim at a link, giving the link more time, and revoking it."""

import base64
import hashlib
from collections.abc import Collection, Mapping
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _

from annotations.models import Claim, Publication
from newsroom import log
from newsroom.models import User


def secret_of(uuid: UUID) -> str:
    """Return the secret of a publication's link: 256 bits that only this site's key makes of its UUID.

    So editors can open the link again, and whoever got hold of the database alone cannot.
    """
    mac = salted_hmac("annotations.publication", uuid.hex, algorithm="sha256").digest()
    return base64.urlsafe_b64encode(mac).rstrip(b"=").decode()


def digest(secret: str) -> str:
    """Return what is kept of a secret."""
    return hashlib.sha256(secret.encode()).hexdigest()


def publish(
    *, by: User, claim: Claim, options: Collection[str], frozen: Mapping[str, Any] | None, days: int, token: log.Token
) -> Publication:
    """Publish a claim for so many days: ``frozen`` as it was looked at, or as it is on the day where that is None."""
    with log.act(by=by, project=claim.project, kind="publication_make", token=token) as act:
        if act.is_repeated:
            return Publication.objects.get(project=claim.project, uuid=act.answer["publication"])
        uuid = uuid4()
        made = Publication.objects.create(
            project=claim.project,
            claim=_fresh_claim(claim),
            uuid=uuid,
            digest=digest(secret_of(uuid)),
            title=claim.label,
            options=sorted(options),
            payload=frozen,
            by=by,
            expires_at=timezone.now() + timedelta(days=days),
        )
        act.made(made)
        act.answer = {"publication": str(uuid)}
    return made


def revoke_publication(*, by: User, publication: Publication, version: int, token: log.Token) -> None:
    """Let a link open nothing from now on."""
    with log.act(by=by, project=publication.project, kind="publication_revoke", token=token) as act:
        if not act.is_repeated:
            _change(act, _fresh(publication, version), revoked_at=timezone.now())


def extend_publication(*, by: User, publication: Publication, version: int, days: int, token: log.Token) -> None:
    """Let a link open its page for so many days from today; one that has expired opens it again."""
    with log.act(by=by, project=publication.project, kind="publication_extend", token=token) as act:
        if not act.is_repeated:
            _change(act, _fresh(publication, version), expires_at=timezone.now() + timedelta(days=days))


def _fresh_claim(claim: Claim) -> Claim:
    """Read the claim again under the project's lock. Raises ``log.Conflict`` where it is gone."""
    found = Claim.objects.current().filter(pk=claim.pk).first()
    if found is None:
        raise log.Conflict(_("This claim was removed or merged meanwhile."))
    found.project = claim.project
    return found


def _fresh(publication: Publication, version: int) -> Publication:
    rows = Publication.objects.filter(pk=publication.pk, version=version, deleted_at=None, revoked_at=None)
    found = rows.first()
    if found is None:
        raise log.Conflict(_("This link was changed meanwhile. Look at it again."))
    return found


def _change(act: log.Act, publication: Publication, **values: datetime) -> None:
    before = log.snapshot(publication)
    for name, value in values.items():
        setattr(publication, name, value)
    publication.version += 1
    publication.save(update_fields=[*values, "version"])
    act.changed(publication, before)
