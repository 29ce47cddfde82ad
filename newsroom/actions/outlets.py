"""Outlets: found or made while importing, corrected, and merged where two rows are one outlet."""

from django.db import IntegrityError
from django.db.models import F
from django.utils.translation import gettext as _

from newsroom import log
from newsroom.folding import fold, one_line
from newsroom.models import Outlet, User
from newsroom.prepared import Prepared, first
from newsroom.web_addresses import domain as domain_of

NAMED = Prepared(
    lambda project, folded: (
        Outlet.objects.filter(project_id=project, folded=folded, deleted_at=None)
        .select_related("merged_into")
        .order_by(F("merged_into").asc(nulls_first=True), "id")
    )
)
AT = Prepared(
    lambda project, domain: (
        Outlet.objects.filter(project_id=project, domain=domain, deleted_at=None)
        .exclude(domain="")
        .select_related("merged_into")
        .order_by(F("merged_into").asc(nulls_first=True), "id")
    )
)


def get_or_make_outlet(act: log.Act, name: str, domain: str = "", country: str = "") -> Outlet | None:
    """Return the outlet with this name in any spelling, or a new one; None where neither name nor domain is known.

    Without a name the domain finds it, and names a new one. What was merged into another outlet stands for that one.
    """
    name, domain = one_line(name)[:200], domain_of(domain)
    if not (name or domain):
        return None
    known = first(NAMED.objects(project=act.project.pk, folded=fold(name or domain)))
    if known is None and not name:
        known = first(AT.objects(project=act.project.pk, domain=domain))
    if known is not None:
        return known.shown
    return _make(act, name or domain[:200], domain, country)


def _make(act: log.Act, name: str, domain: str, country: str) -> Outlet:
    code = country.strip().upper()
    outlet = Outlet.objects.create(
        project=act.project,
        name=name,
        folded=fold(name),
        domain=domain,
        country=code if len(code) == 2 and code.isascii() and code.isalpha() else "",
    )
    act.made(outlet)
    return outlet


def edit_outlet(
    *, by: User, outlet: Outlet, version: int, name: str, domain: str, country: str, token: log.Token
) -> None:
    """Change an outlet's name, domain or country. Raises ``log.Conflict`` where the name is another one's."""
    with log.act(by=by, project=outlet.project, kind="outlet_edit", token=token) as act:
        if act.is_repeated:
            return
        fresh = _fresh(act, outlet, version)
        before = log.snapshot(fresh)
        fresh.name, fresh.folded, fresh.domain, fresh.country = name, fold(name), domain, country
        _change(act, fresh, before)
        act.answer = {"outlet": str(outlet.uuid)}


def merge_outlet(*, by: User, outlet: Outlet, version: int, into: Outlet, token: log.Token) -> None:
    """Let one outlet stand for another from now on, by a pointer: no article is rewritten, and undo takes it back.

    What was merged into ``outlet`` before goes along. Raises ``log.Conflict``.
    """
    with log.act(by=by, project=outlet.project, kind="outlet_merge", token=token) as act:
        if act.is_repeated:
            return
        fresh = _fresh(act, outlet, version)
        target = Outlet.objects.current().filter(project=act.project, pk=into.pk).exclude(pk=outlet.pk).first()
        if target is None:
            raise log.Conflict(_("“%(name)s” cannot take another outlet in any more.") % {"name": into.name})
        for row in (fresh, *Outlet.objects.filter(merged_into=fresh, deleted_at=None)):
            before = log.snapshot(row)
            row.merged_into = target
            _change(act, row, before)
        act.answer = {"outlet": str(target.uuid)}


def separate_outlet(*, by: User, outlet: Outlet, version: int, token: log.Token) -> None:
    """Let a merged outlet stand for itself again. Raises ``log.Conflict`` where its name was taken meanwhile."""
    with log.act(by=by, project=outlet.project, kind="outlet_separate", token=token) as act:
        if act.is_repeated:
            return
        fresh = Outlet.objects.filter(pk=outlet.pk, version=version, deleted_at=None).first()
        if fresh is None or fresh.merged_into_id is None:
            raise log.Conflict(_("This outlet was changed meanwhile. Look at it again before you save."))
        before = log.snapshot(fresh)
        fresh.merged_into = None
        _change(act, fresh, before)
        act.answer = {"outlet": str(outlet.uuid)}


def _fresh(act: log.Act, outlet: Outlet, version: int) -> Outlet:
    """Read the outlet again under the project's lock: whoever was faster has committed by now."""
    fresh = Outlet.objects.current().filter(project=act.project, pk=outlet.pk, version=version).first()
    if fresh is None:
        raise log.Conflict(_("This outlet was changed meanwhile. Look at it again before you save."))
    return fresh


def _change(act: log.Act, outlet: Outlet, before: dict[str, object]) -> None:
    if log.snapshot(outlet) == before:
        return
    outlet.version += 1
    try:
        outlet.save()
    except IntegrityError as error:
        raise log.Conflict(_("There is an outlet “%(name)s” already.") % {"name": outlet.name}) from error
    act.changed(outlet, before)
