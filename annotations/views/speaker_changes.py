"""Correcting a speaker, merging speakers who are one, and taking them apart."""

from collections.abc import Sequence
from typing import Final
from uuid import UUID, uuid4

from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from annotations.actions.speaker_merging import merge_speaker, merging_refused, separate_speaker
from annotations.actions.speakers import edit_speaker, speaker_of_repeat
from annotations.both import Difference, base_of, reconcile
from annotations.forms.action import VersionForm
from annotations.forms.speakers import FACTS, SpeakerForm, SpeakerMergeForm, facts_of, into_of
from annotations.models import Speaker
from annotations.speaker_merge_preview import preview
from annotations.views.merging import OFFERED, Merging, merging, separating
from annotations.views.returning import see
from newsroom import access, log
from newsroom.models import Membership, Outlet


@require_http_methods(["GET", "POST"])
def speaker_edit(request: HttpRequest, project: str, speaker: UUID) -> HttpResponse:
    """Change a speaker's names, kind, affiliation or outlet."""
    membership = access.analyst(request, project)
    found = speaker_of(membership, speaker)
    if request.method == "GET":
        return _form(request, membership, SpeakerForm(speaker=found, initial={**facts_of(found), "action": uuid4()}))
    form = SpeakerForm(request.POST, speaker=found)
    if done := _repeated(membership, form):
        return _to(membership, done, form)
    if not form.is_valid() or form.token is None:
        return _form(request, membership, form, 422)
    version = form.cleaned_data["version"]
    try:
        edit_speaker(by=membership.user, speaker=found, version=version, facts=form.facts, token=form.token)
    except log.Conflict as conflict:
        return _both(request, membership, form, conflict, speaker_of(membership, speaker))
    return _to(membership, found, form)


@require_http_methods(["GET", "POST"])
def speaker_merge(request: HttpRequest, project: str, speaker: UUID) -> HttpResponse:
    """Say what merging a speaker into another concerns; do it when asked to."""
    membership = access.editor(request, project)
    return merging(
        request, membership, _HOW, _any_speaker(membership, speaker), lambda: _any_speaker(membership, speaker)
    )


@require_POST
def speaker_separate(request: HttpRequest, project: str, speaker: UUID) -> HttpResponse:
    """Let a merged speaker stand alone again."""
    membership = access.editor(request, project)
    return separating(request, membership, _HOW, _any_speaker(membership, speaker))


def speaker_of(membership: Membership, uuid: UUID) -> Speaker:
    """Return a speaker of the project who stands for somebody, or raise ``Http404``."""
    found = _any_speaker(membership, uuid)
    if found.merged_into_id is not None:
        raise Http404
    return found


def _any_speaker(membership: Membership, uuid: UUID) -> Speaker:
    rows = Speaker.objects.filter(project=membership.project, uuid=uuid, deleted_at=None)
    found = rows.select_related("merged_into", "outlet__merged_into").first()
    if found is None:
        raise Http404
    found.project = membership.project
    return found


def _repeated(membership: Membership, form: VersionForm) -> Speaker | None:
    """Return what this very request did when it came before: by then the name is taken, by the first try itself."""
    if form.token is None:
        return None
    return speaker_of_repeat(by=membership.user, project=membership.project, token=form.token)


def _both(
    request: HttpRequest, membership: Membership, form: SpeakerForm, conflict: log.Conflict, now: Speaker
) -> HttpResponse:
    """Show what somebody else saved meanwhile beside what was typed; nothing of either is thrown away."""
    snapshot, version = log.snapshot(now), form.cleaned_data["version"]
    theirs = {name: snapshot[name] for name in FACTS}
    base = base_of(membership.project, "speaker", now.uuid, theirs, version)
    differences = reconcile(form, base, theirs) if now.version != version else []
    form.refuse(conflict, now.version)
    return _form(request, membership, form, 409, differences)


def _form(
    request: HttpRequest,
    membership: Membership,
    form: SpeakerForm,
    status: int = 200,
    differences: Sequence[Difference] = (),
) -> HttpResponse:
    outlets = Outlet.objects.current().filter(project=membership.project).order_by("folded")
    context = {"project": membership.project, "membership": membership, "form": form, "speaker": form.speaker}
    context |= {"differences": differences, "outlets": outlets.values_list("name", flat=True)[:OFFERED]}
    return render(request, "annotations/speaker_edit.html", context, status=status)


def _others(speaker: Speaker) -> "QuerySet[Speaker, str]":
    others = Speaker.objects.current().filter(project=speaker.project).exclude(pk=speaker.pk)
    return others.order_by("folded").values_list("name", flat=True)


def _to(membership: Membership, speaker: Speaker, form: VersionForm) -> HttpResponse:
    assert form.token is not None
    return see(f"{reverse('speaker_show', args=[membership.project.key, speaker.uuid])}?done={form.token.uuid}")


_HOW: Final = Merging(
    noun="speaker",
    form=SpeakerMergeForm,
    find=into_of,
    refused=merging_refused,
    preview=preview,
    merge=merge_speaker,
    separate=separate_speaker,
    repeated=speaker_of_repeat,
    others=_others,
)
