"""The project's activity, and one's own last actions with the way back."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from annotations.action_words import GROUPS
from annotations.activity import activity
from annotations.activity_filter import BadFilter, Filter, parse
from newsroom import access
from newsroom.models import Article, Membership, User


@require_GET
def activity_list(request: HttpRequest, project: str) -> HttpResponse:
    """List what was done in the project, newest first; ``before`` is a sequence number."""
    membership = access.member(request, project)
    query = request.GET.dict()
    try:
        filter = parse(query)
    except BadFilter as error:
        context = _page(membership, Filter(), None) | {"problem": str(error), "typed": query}
        return render(request, "annotations/activity.html", context, status=422)
    return render(request, "annotations/activity.html", _page(membership, filter, sequence_of(query.get("before", ""))))


def sequence_of(text: str) -> int | None:
    """Read a sequence number; what is none asks for the newest."""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 19 else None


def _page(membership: Membership, filter: Filter, before: int | None) -> dict[str, Any]:
    people = list(User.objects.filter(memberships__project=membership.project).distinct().order_by("username"))
    articles = Article.objects.filter(project=membership.project, uuid=filter.article) if filter.article else ()
    return {
        "project": membership.project,
        "membership": membership,
        "filter": filter,
        "typed": filter.values,
        "activity": activity(membership, filter, before),
        "before": before,
        "address": filter.address(),
        "is_mine": filter.person == membership.user.username,
        "mine": filter.address(person=membership.user.username),
        "everybody": filter.address(person=""),
        "people": [(person, filter.address(person=person.username)) for person in people],
        "chosen": next((person.name for person in people if person.username == filter.person), filter.person),
        "kinds": [(name, label, filter.address(kind=name)) for name, (label, _starts) in GROUPS.items()],
        "kind_label": GROUPS[filter.kind][0] if filter.kind else "",
        "of_article": next(iter(articles), None),
        "without": {
            "kind": filter.address(kind=""),
            "article": filter.address(article=""),
            "days": filter.address(since=None, until=None),
        },
    }
