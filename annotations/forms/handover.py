"""Handing work over: to whom, what goes, and some words."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from annotations.forms.action import ActionForm
from annotations.forms.fields import NoteField
from annotations.forms.talking import MemberField
from annotations.handing import Work, label_of, visible_keys
from annotations.models import Annotation, Notice
from newsroom.models import Article, Membership, Role

GONE = {"invalid_choice": _("Something of this is not with you any more. Look at the list again.")}


class HandoverForm(ActionForm):
    """What goes to a colleague; everything is chosen from what the member has open."""

    to = forms.ModelChoiceField(Membership.objects.none(), label=_("To"), empty_label=_("Choose a colleague"))
    articles = forms.MultipleChoiceField(required=False, label=_("Unfinished articles"), error_messages=GONE)
    mentions = forms.MultipleChoiceField(required=False, label=_("Open mentions"), error_messages=GONE)
    contested = forms.MultipleChoiceField(required=False, label=_("Contested passages"), error_messages=GONE)
    note = NoteField(required=False, label=_("Note"), widget=forms.Textarea(attrs={"rows": 3}))

    def __init__(self, data: Any = None, *, membership: Membership, work: Work, **options: Any) -> None:
        super().__init__(data, **options)
        to = MemberField(membership.project, self.fields["to"])
        to.queryset = to.queryset.exclude(user=membership.user).exclude(role=Role.READER)
        self.fields["to"] = to
        self.by_key: dict[str, dict[str, Any]] = {
            "articles": {str(article.uuid): article for article in work.articles},
            "mentions": {str(mention.notice.uuid): mention for mention in work.mentions},
            "contested": {str(anchor.annotation.uuid): anchor for anchor in work.contested},
        }
        for name, rows in self.by_key.items():
            self.fields[name].choices = [
                (key, label_of(row) if name == "articles" else key) for key, row in rows.items()
            ]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """Refuse an empty hand."""
        data: dict[str, Any] = super().clean() or {}
        if not self.errors and not any(data.get(name) for name in self.by_key):
            self.add_error(None, _("Choose what you hand over."))
        return data

    @property
    def chosen(self) -> set[str]:
        """Keys of what is ticked: everything where nothing was sent yet."""
        if not self.is_bound:
            return {key for rows in self.by_key.values() for key in rows}
        return {key for name in self.by_key for key in self.data.getlist(name)}

    @property
    def articles_chosen(self) -> list[Article]:
        """The articles of a valid form."""
        return [self.by_key["articles"][key] for key in self.cleaned_data["articles"]]

    @property
    def mentions_chosen(self) -> list[Notice]:
        """The mentions of a valid form, without those whose passage the colleague may not see."""
        notices = [self.by_key["mentions"][key].notice for key in self.cleaned_data["mentions"]]
        seen = visible_keys(
            self.cleaned_data["to"].user, [notice.annotation for notice in notices if notice.annotation]
        )
        return [notice for notice in notices if notice.annotation is None or notice.annotation_id in seen]

    @property
    def contested_chosen(self) -> list[Annotation]:
        """The passages of a valid form that the colleague may see."""
        annotations = [self.by_key["contested"][key].annotation for key in self.cleaned_data["contested"]]
        seen = visible_keys(self.cleaned_data["to"].user, annotations)
        return [annotation for annotation in annotations if annotation.pk in seen]
