"""Replies and team notes: short texts that may name people."""

from typing import Any

from django import forms
from django.utils.translation import gettext, gettext_lazy as _

from annotations.forms.action import STALE, ActionForm, VersionForm
from annotations.forms.fields import LARGEST, NoteField
from annotations.models import TeamNote
from newsroom.models import Membership, Project
from newsroom.text import clean

TEAM_NOTE_LENGTH = 1_000


class MentionsForm(ActionForm):
    """A text with names in it. ``plain`` holds the names of which the writer was told that they are nobody's."""

    plain = forms.CharField(required=False, max_length=10_000, widget=forms.HiddenInput)

    def confirm(self, strangers: list[str]) -> bool:
        """Return whether the text may be saved as it is; if not, say which names tell nobody, and ask once more."""
        given = set(self.data.get("plain", "").split())
        new = [name for name in strangers if name not in given]
        if not new:
            return True
        names = ", ".join(f"@{name}" for name in new)
        text = gettext("Nobody here goes by %(names)s who may read this. Saved once more, it stays plain text.")
        self.add_error(None, text % {"names": names})
        self.data = self.data.copy()
        self.data["plain"] = " ".join([*given, *new])
        return False


class ReplyForm(MentionsForm):
    """A new reply."""

    text = NoteField(
        label=_("Reply"),
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("Write something first.")},
    )


class ReplyEditForm(VersionForm, ReplyForm):
    """A reply of one's own, written anew."""


class TeamNoteForm(MentionsForm):
    """The note of an article, and who has it in hand. ``version`` is 1 where there is no note yet."""

    version = forms.IntegerField(
        min_value=1,
        max_value=LARGEST,
        widget=forms.HiddenInput,
        error_messages=dict.fromkeys(("required", "invalid", "min_value", "max_value"), STALE),
    )
    text = forms.CharField(
        required=False,
        label=_("Team note"),
        help_text=_("One short note that everybody in the project sees and may change. @ and a name tells somebody."),
        max_length=TEAM_NOTE_LENGTH,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    holder = forms.ModelChoiceField(
        Membership.objects.none(),
        required=False,
        to_field_name="uuid",
        label=_("With"),
        empty_label=_("nobody in particular"),
        help_text=_("Who has the article in hand. They are told in their inbox."),
        error_messages={"invalid_choice": _("This person is not a member any more. Choose somebody else.")},
    )

    def __init__(self, data: Any = None, *, project: Project, **options: Any) -> None:
        super().__init__(data, **options)
        self.fields["holder"] = MemberField(project, self.fields["holder"])

    def clean_text(self) -> str:
        """Return the text without invisible characters."""
        return clean(self.cleaned_data["text"]).strip()


class MemberField(forms.ModelChoiceField):
    """One of the members who may work in a project, by name."""

    def __init__(self, project: Project, like: forms.Field) -> None:
        found = Membership.objects.current().filter(project=project).select_related("user")
        super().__init__(
            found.order_by("user__display_name", "user__username"),
            required=like.required,
            to_field_name="uuid",
            label=like.label,
            help_text=like.help_text,
            empty_label=getattr(like, "empty_label", None),
        )
        self.error_messages = like.error_messages

    def label_from_instance(self, membership: Membership) -> str:
        """Return the name that colleagues read."""
        return membership.user.name


def initial_of(note: TeamNote | None) -> dict[str, Any]:
    """Return what the form of a team note starts with."""
    if note is None:
        return {"version": 1}
    holder = note.holder if note.holder and note.holder.ended_at is None else None
    return {"version": note.version, "text": note.text, "holder": holder.uuid if holder else None}
