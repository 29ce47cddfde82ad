"""The review list: highlights whose words changed or went, each decided by its author."""

from typing import Any
from urllib.parse import urlencode
from uuid import UUID, uuid4

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _, ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from annotations.access import annotation_to_change
from annotations.actions import review as actions
from annotations.actions.annotations import change_place
from annotations.actions.repeats import answered
from annotations.elsewhere import ends_form, sentences_to_choose
from annotations.forms.place import EndsForm
from annotations.forms.review import DecisionForm, TypographyForm
from annotations.models import Annotation, Decision
from annotations.review import STATUSES, Case, Choice, case_of, cases_of, count_to_review, to_review
from annotations.views.returning import back, see
from annotations.views.tag_pages import is_scripted, message_again
from newsroom import access, log
from newsroom.models import Article, Membership

DONE = {Decision.ACCEPTED: _("New wording accepted."), Decision.KEPT: _("Kept on the old wording.")}


@require_GET
def review_list(request: HttpRequest, project: str) -> HttpResponse:
    """List what is to be looked at: one's own, or for editors everybody's with ``whose=all``."""
    membership = access.member(request, project)
    choice = _choice(request.GET)
    found = cases_of(membership, choice, _uuid(request.GET.get("after", "")))
    context = {
        "project": membership.project,
        "membership": membership,
        "choice": choice,
        "found": found,
        "article": _article(membership, choice),
        "typographic": to_review(membership.project, membership.user).filter(is_typographic=True).count(),
        "to_review": count_to_review(membership),
        "statuses": _statuses(choice),
        "mine_url": _address(choice, whose=""),
        "all_url": _address(choice, whose="all"),
        "everywhere_url": _address(choice, article=""),
        "next_url": _address(choice, after=found.next) if found.next else "",
        "action": uuid4(),
    }
    return render(request, "annotations/review.html", context)


@require_POST
def review_decide(request: HttpRequest, project: str, annotation: UUID) -> HttpResponse:
    """Accept the new wording of one's own highlight, or keep it on the old one."""
    membership = access.analyst(request, project)
    form = DecisionForm(request.POST, kind="review_decide", target=annotation)
    found = answered(membership, form.token)
    if found is None:
        found = annotation_to_change(membership, annotation)
        if not form.is_valid():
            return _refused(request, membership, form)
        try:
            _decide(membership, found, form)
        except log.Conflict as conflict:
            if not is_scripted(request):
                raise
            return _again(request, membership, found, str(conflict))
    return _decided(request, membership, found, form.data.get("decision", ""), form.token)


@require_POST
def review_typography(request: HttpRequest, project: str) -> HttpResponse:
    """Accept at once all of one's own that differ in typography alone."""
    membership = access.analyst(request, project)
    form = TypographyForm(request.POST, kind="review_typography", target=membership.project.uuid)
    if not form.is_valid():
        return _refused(request, membership, form)
    assert form.token is not None
    count = actions.accept_typographic(by=membership.user, project=membership.project, token=form.token)
    text = ngettext("%(count)d wording accepted.", "%(count)d wordings accepted.", count) % {"count": count}
    messages.success(request, text)
    return see(reverse("review_list", args=[project]))


@require_http_methods(["GET", "POST"])
def review_place(request: HttpRequest, project: str, annotation: UUID) -> HttpResponse:
    """Choose another place for one's own highlight in the current wording; ``find`` looks for words in it."""
    membership = access.analyst(request, project)
    found = annotation_to_change(membership, annotation)
    form = ends_form(membership, found, request.POST if request.method == "POST" else None)
    if request.method == "GET" or not form.is_valid():
        return _place_page(request, membership, found, form, 422 if request.method == "POST" else 200)
    assert form.token is not None
    try:
        change_place(
            by=membership.user,
            annotation=found,
            version=form.cleaned_data["version"],
            spot=form.spot,
            token=form.token,
        )
    except log.Conflict as conflict:
        found = annotation_to_change(membership, annotation)
        form.refuse(conflict, found.version)
        return _place_page(request, membership, found, form, 409)
    messages.success(request, _("The highlight was put there; it keeps the words on which it was made."))
    return see(reverse("review_list", args=[project]))


def _decide(membership: Membership, annotation: Annotation, form: DecisionForm) -> None:
    sent = form.cleaned_data
    assert form.token is not None
    how = {"revision": sent["revision"], "decision": sent["decision"], "token": form.token}
    actions.decide(by=membership.user, annotation=annotation, **how)


def _again(request: HttpRequest, membership: Membership, annotation: Annotation, problem: str) -> HttpResponse:
    """Show the row as it stands today, with what stood against the decision."""
    context = {"project": membership.project, "case": case_of(membership, annotation), "problem": problem}
    return render(request, "annotations/_review_case.html", context, status=409)


def _decided(
    request: HttpRequest, membership: Membership, annotation: Annotation, decision: str, token: log.Token | None
) -> HttpResponse:
    done = str(DONE.get(Decision(decision), "")) if decision in DONE else ""
    if not is_scripted(request):
        messages.success(request, done)
        return back(request, reverse("review_list", args=[membership.project.key]))
    context = {
        "project": membership.project,
        "annotation": annotation,
        "done": done,
        "undo": token.uuid if token else "",
        "action": uuid4(),
        "to_review": count_to_review(membership),
    }
    return render(request, "annotations/_review_done.html", context)


def _refused(request: HttpRequest, membership: Membership, form: Any) -> HttpResponse:
    if is_scripted(request):
        return message_again(request, form)
    messages.error(request, " ".join(form.problems))
    return see(reverse("review_list", args=[membership.project.key]))


def _place_page(
    request: HttpRequest, membership: Membership, annotation: Annotation, form: EndsForm, status: int
) -> HttpResponse:
    find = " ".join(request.GET.get("find", "").split())[:200]
    case: Case | None = case_of(membership, annotation)
    context = {
        "project": membership.project,
        "article": annotation.article,
        "annotation": annotation,
        "case": case,
        "origin": annotation.anchors.get(is_origin=True),
        "form": form,
        "find": find,
        "sentences": sentences_to_choose(annotation, find),
    }
    return render(request, "annotations/review_place.html", context, status=status)


def _choice(query: QueryDict) -> Choice:
    status = query.get("status", "")
    everybody = query.get("whose", "") == "all"
    return Choice(status if status in STATUSES else "", _uuid(query.get("article", "")), everybody)


def _article(membership: Membership, choice: Choice) -> Article | None:
    found = Article.objects.in_project(membership.project)
    return found.filter(uuid=choice.article).first() if choice.article else None


def _statuses(choice: Choice) -> list[tuple[str, str, str]]:
    labels = {
        "": _("All"),
        "changed": _("Words changed"),
        "lost": _("Words gone"),
        "resaid": _("Sentence changed"),
    }
    return [(status, label, _address(choice, status=status)) for status, label in labels.items()]


def _address(choice: Choice, **changes: str) -> str:
    values = {"status": choice.status, "article": str(choice.article or ""), "whose": "all" if choice.everybody else ""}
    return urlencode({name: value for name, value in {**values, **changes}.items() if value})


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text) if text else None
    except ValueError:
        return None
