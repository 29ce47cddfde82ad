"""What is known of a speaker, and into whom another one is merged."""

from typing import Any, Final
from uuid import UUID

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext, gettext_lazy as _

from annotations.actions.speaker_merging import merging_refused
from annotations.actions.speakers import SpeakerFacts, refuse_taken, speaker_by_name
from annotations.forms.action import VersionForm
from annotations.forms.fields import LABEL_LENGTH, LabelField
from annotations.models import Speaker, SpeakerKind
from newsroom import log
from newsroom.folding import fold
from newsroom.importers.marks import tidy
from newsroom.models import Outlet

MOST_ALIASES: Final = 50
FACTS: Final = ("name", "kind", "affiliation")


class AliasesField(forms.CharField):
    """Names, one a line; each is cleaned as a name is, and stands once."""

    widget = forms.Textarea

    def to_python(self, value: Any) -> Any:
        """Return the names. Raises ``ValidationError`` for one that is too long, and for too many."""
        label = LabelField(required=False)
        found = [label.to_python(line) for line in str(value or "").splitlines()]
        names = list({fold(name): name for name in found if name}.values())
        if len(names) > MOST_ALIASES:
            raise ValidationError(_("At most %(limit)d other names."), params={"limit": MOST_ALIASES})
        return names


class SpeakerForm(VersionForm):
    """Name, other names, kind, affiliation, and the outlet whose own voice it is."""

    name = LabelField(label=_("Name"), error_messages={"required": _("A speaker needs a name.")})
    aliases = AliasesField(
        required=False,
        label=_("Other names"),
        help_text=_("One a line. Whoever types one of them while tagging finds this speaker."),
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    kind = forms.ChoiceField(label=_("What it is"), choices=SpeakerKind.choices)
    affiliation = LabelField(
        required=False,
        label=_("Affiliation today"),
        help_text=_("Passages keep what it was when something was said; new ones get this one."),
    )
    outlet = forms.CharField(
        required=False,
        max_length=LABEL_LENGTH,
        label=_("Voice of the outlet"),
        help_text=_("Only where the speaker is an outlet itself."),
        widget=forms.TextInput(attrs={"list": "outlet-names", "autocomplete": "off"}),
    )

    def __init__(self, data: Any = None, *, speaker: Speaker, **options: Any) -> None:
        super().__init__(data, kind="speaker_edit", target=speaker.uuid, **options)
        self.speaker = speaker
        self.clash: Speaker | None = None
        """The speaker who is found by that name already, to be merged with."""

    def clean_name(self) -> str:
        """Refuse a name by which another speaker is found."""
        name: str = self.cleaned_data["name"]
        self._refuse_taken([name])
        return name

    def clean_aliases(self) -> list[str]:
        """Refuse names by which another speaker is found."""
        names: list[str] = self.cleaned_data["aliases"]
        self._refuse_taken(names)
        return names

    def clean_outlet(self) -> Outlet | None:
        """Find the outlet by its name in any spelling."""
        name = tidy(self.cleaned_data["outlet"]).strip()
        if not name:
            return None
        rows = Outlet.objects.filter(project=self.speaker.project_id, folded=fold(name), deleted_at=None)
        found = rows.select_related("merged_into").first()
        if found is None:
            raise ValidationError(gettext("There is no outlet “%(name)s”."), params={"name": name})
        voices = Speaker.objects.current().filter(outlet=found.shown).exclude(pk=self.speaker.pk)
        if voice := voices.first():
            raise ValidationError(gettext("“%(name)s” is its voice already."), params={"name": voice.name})
        return found.shown

    def clean(self) -> dict[str, Any]:
        """Ask for an outlet where, and only where, the speaker is one."""
        data: dict[str, Any] = super().clean() or {}
        if data.get("outlet") and data.get("kind") not in (None, SpeakerKind.OUTLET):
            self.add_error("outlet", _("Only an outlet itself has this. Choose “the outlet itself”, or leave it out."))
        return data

    @property
    def facts(self) -> SpeakerFacts:
        """What a valid form says."""
        data = self.cleaned_data
        return SpeakerFacts(data["name"], data["kind"], data["affiliation"], data["outlet"], data["aliases"])

    def _refuse_taken(self, names: list[str]) -> None:
        try:
            refuse_taken(self.speaker, names)
        except log.Conflict as conflict:
            found = (speaker_by_name(self.speaker.project, name) for name in names)
            self.clash = next((one for one in found if one is not None and one.pk != self.speaker.pk), None)
            raise ValidationError(str(conflict)) from conflict


def facts_of(speaker: Speaker) -> dict[str, Any]:
    """Return what a form starts with for a speaker."""
    aliases = speaker.aliases.filter(deleted_at=None).order_by("folded").values_list("name", flat=True)
    return {
        **{name: getattr(speaker, name) for name in (*FACTS, "version")},
        "outlet": speaker.outlet.shown.name if speaker.outlet else "",
        "aliases": "\n".join(aliases),
    }


class SpeakerMergeForm(VersionForm):
    """The speaker who is to stand for ``speaker``: a UUID, from a link, or a name in any spelling, typed."""

    into = forms.CharField(
        max_length=LABEL_LENGTH,
        label=_("Merge into"),
        help_text=_("The speaker who stays. Whoever types the old name finds this one."),
        error_messages={"required": _("Write into whom.")},
        widget=forms.TextInput(attrs={"list": "speaker-names", "autocomplete": "off"}),
    )

    def __init__(self, data: Any = None, *, speaker: Speaker, **options: Any) -> None:
        super().__init__(data, kind="speaker_merge", target=speaker.uuid, **options)
        self.speaker = speaker

    def clean_into(self) -> Speaker:
        """Find the speaker, and say why they cannot take the other one in."""
        text = tidy(self.cleaned_data["into"])
        found = into_of(self.speaker, text)
        if found is None:
            raise ValidationError(gettext("There is no speaker “%(name)s”."), params={"name": text})
        if reason := merging_refused(self.speaker, found):
            raise ValidationError(reason)
        return found


def into_of(speaker: Speaker, text: str) -> Speaker | None:
    """Return the speaker whom a UUID or a name means, in the project of ``speaker``."""
    rows = Speaker.objects.filter(project=speaker.project_id, deleted_at=None).select_related("merged_into")
    try:
        found = rows.filter(uuid=UUID(text)).first()
    except ValueError:
        found = None
    return found.shown if found else speaker_by_name(speaker.project, text)
