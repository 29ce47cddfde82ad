"""What an author does with an editor's correction."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_POST

from annotations.access import correction_to_take_over
from annotations.actions.corrections import take_over
from annotations.actions.repeats import answered
from annotations.forms.action import VersionForm
from annotations.views.answers import answer_of
from annotations.views.tag_pages import message_again
from newsroom import access


@require_POST
def correction_take_over(request: HttpRequest, project: str, correction: UUID) -> HttpResponse:
    """Make a correction of one's own passage one's own coding."""
    membership = access.analyst(request, project)
    form = VersionForm(request.POST, kind="correction_take_over", target=correction)
    annotation = answered(membership, form.token)
    if annotation is None:
        found = correction_to_take_over(membership, correction)
        if not form.is_valid():
            return message_again(request, form)
        assert form.token is not None
        version = form.cleaned_data["version"]
        annotation = take_over(by=membership.user, correction=found, version=version, token=form.token)
    return answer_of(request, membership, annotation, form)
