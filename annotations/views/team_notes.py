"""The shared note of an article."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from annotations.actions.team_notes import write_team_note
from annotations.forms.talking import TeamNoteForm, initial_of
from annotations.models import TeamNote
from annotations.people import strangers_in
from annotations.team_notes import team_note_of
from annotations.views.returning import see
from newsroom import access, log
from newsroom.models import Article, Membership


@require_http_methods(["GET", "POST"])
def team_note_edit(request: HttpRequest, project: str, article: UUID) -> HttpResponse:
    """Write the team note of an article, and say who has it in hand."""
    membership = access.analyst(request, project)
    piece = access.article(membership, article)
    note = team_note_of(piece)
    if request.method == "GET":
        return _page(request, membership, piece, _form(membership, piece, initial=initial_of(note)))
    form = _form(membership, piece, request.POST)
    if not form.is_valid() or not form.confirm(strangers_in(membership.project, form.cleaned_data["text"])):
        return _page(request, membership, piece, form, 422)
    try:
        write_team_note(
            by=membership.user,
            article=piece,
            version=form.cleaned_data["version"],
            text=form.cleaned_data["text"],
            holder=form.cleaned_data["holder"],
            token=form.token,  # type: ignore[arg-type]
        )
    except log.Conflict as conflict:
        note = team_note_of(piece)
        form.refuse(conflict, note.version if note else 1)
        return _page(request, membership, piece, form, 409, note)
    return see(reverse("article_read", args=[project, piece.uuid]))


def _form(membership: Membership, article: Article, data: object = None, **options: object) -> TeamNoteForm:
    return TeamNoteForm(data, project=membership.project, kind="team_note", target=article.uuid, **options)


def _page(
    request: HttpRequest,
    membership: Membership,
    article: Article,
    form: TeamNoteForm,
    status: int = 200,
    theirs: TeamNote | None = None,
) -> HttpResponse:
    people = reverse("people_list", args=[membership.project.key])
    context = {"project": membership.project, "article": article, "form": form, "theirs": theirs, "people_url": people}
    return render(request, "annotations/team_note_edit.html", context, status=status)
