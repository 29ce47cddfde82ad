"""Publishing a claim, and the project's published links: who, until when; open, extend, revoke."""

from typing import Any
from uuid import UUID, uuid4

from django.conf import settings
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from annotations.actions.publications import digest, extend_publication, publish, revoke_publication, secret_of
from annotations.forms.action import VersionForm
from annotations.forms.publications import ExtendForm, PublishForm
from annotations.models import Claim, Publication
from annotations.published_page import plot
from annotations.publishing import fingerprint, payload
from annotations.views.claim_pages import claim_of
from annotations.views.returning import see
from newsroom import access, log
from newsroom.models import Membership
from newsroom.paging import done_action, page_number, steps

PAGE = 50


@require_http_methods(["GET", "POST"])
def claim_publish(request: HttpRequest, project: str, claim: UUID) -> HttpResponse:
    """Show what a link to the claim would show; publish just that when asked to."""
    membership = access.editor(request, project)
    found = claim_of(membership, claim)
    if request.method == "GET":
        return _page(request, membership, found, PublishForm(claim=found))
    form = PublishForm(request.POST, claim=found)
    if not form.is_valid() or form.token is None:
        return _page(request, membership, found, form, 422)
    if request.POST.get("do") == "look":
        return _page(request, membership, found, form)
    shown = payload(found, form.chosen)
    if form.cleaned_data["seen"] != fingerprint(shown) and not log.is_known(membership.project, form.token):
        form.refuse(log.Conflict(_("This is not what you looked at. See below what would be shown, then publish.")))
        return _page(request, membership, found, form, 409)
    frozen = shown if form.cleaned_data["way"] == "frozen" else None
    choice = {"options": form.chosen, "frozen": frozen, "days": form.cleaned_data["days"]}
    publish(by=membership.user, claim=found, **choice, token=form.token)
    return _to_list(membership, form.token)


@require_GET
def publication_list(request: HttpRequest, project: str) -> HttpResponse:
    """List the project's published links, the newest first."""
    membership = access.editor(request, project)
    page = page_number(request)
    rows = Publication.objects.listed().filter(project=membership.project).select_related("by", "claim")
    paginator = Paginator(rows.order_by("-pk"), PAGE)
    context = {
        "project": membership.project,
        "membership": membership,
        "rows": [(row, _address(row), uuid4(), uuid4()) for row in paginator.get_page(page)],
        "done": done_action(request, membership),
        "said": _("Done."),
        **steps(page, paginator.count, PAGE, {}),
    }
    return render(request, "annotations/publications.html", context)


@require_POST
def publication_revoke(request: HttpRequest, project: str, uuid: UUID) -> HttpResponse:
    """Let a link open nothing any more."""
    membership = access.editor(request, project)
    found = _publication(membership, uuid)
    form = VersionForm(request.POST, kind="publication_revoke", target=uuid)
    if not form.is_valid() or form.token is None:
        raise log.Conflict(" ".join(form.problems))
    version = form.cleaned_data["version"]
    revoke_publication(by=membership.user, publication=found, version=version, token=form.token)
    return _to_list(membership, form.token)


@require_POST
def publication_extend(request: HttpRequest, project: str, uuid: UUID) -> HttpResponse:
    """Let a link work for longer."""
    membership = access.editor(request, project)
    found = _publication(membership, uuid)
    form = ExtendForm(request.POST, kind="publication_extend", target=uuid)
    if not form.is_valid() or form.token is None:
        raise log.Conflict(" ".join(form.problems))
    values = {"version": form.cleaned_data["version"], "days": form.cleaned_data["days"]}
    extend_publication(by=membership.user, publication=found, **values, token=form.token)
    return _to_list(membership, form.token)


def _page(
    request: HttpRequest, membership: Membership, claim: Claim, form: PublishForm, status: int = 200
) -> HttpResponse:
    shown = payload(claim, form.chosen)
    form.data = {**form.data.dict(), "seen": fingerprint(shown)} if form.is_bound else form.data
    form.initial["seen"] = fingerprint(shown)
    context: dict[str, Any] = {"project": membership.project, "membership": membership, "claim": claim, "form": form}
    context |= {"shown": shown, "plot": plot(shown), "is_live": form["way"].value() == "live"}
    return render(request, "annotations/claim_publish.html", context, status=status)


def _publication(membership: Membership, uuid: UUID) -> Publication:
    found = Publication.objects.filter(project=membership.project, uuid=uuid, deleted_at=None).first()
    if found is None:
        raise Http404
    found.project = membership.project
    return found


def _address(publication: Publication) -> str:
    """Return the link, empty where it opens nothing or was made with another key of the site."""
    secret = secret_of(publication.uuid)
    is_known = publication.is_open and digest(secret) == publication.digest
    return settings.BASE_URL + reverse("published_show", args=[secret]) if is_known else ""


def _to_list(membership: Membership, token: log.Token) -> HttpResponse:
    return see(f"{reverse('publication_list', args=[membership.project.key])}?done={token.uuid}")
