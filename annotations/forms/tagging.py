"""A claim on a passage: which one, whose, with which stance."""

from typing import Any
from uuid import UUID

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext, gettext_lazy as _

from annotations.actions.taggings import TaggingDraft
from annotations.forms.action import STALE, ActionForm, VersionForm
from annotations.forms.fields import LabelField, SaidField, said_text
from annotations.models import Certainty, Claim, Form, Speaker, Stance, Tagging
from annotations.readback import Coding, read_back, templates
from newsroom.custom_fields import fields_of, stored
from newsroom.folding import fold
from newsroom.forms.custom_fields import inputs, refuse_gone
from newsroom.models import FieldSubject, Project
from newsroom.prepared import Prepared, first

CHOOSE_CLAIM = _("Choose a claim, or write a new one.")
CHOOSE_STANCE = _("Choose a stance.")
NEEDS_CLAIM = _("Choose a claim too: who says something, and when, belongs to a claim.")


_NAMED = {
    Claim: Prepared(lambda project, uuid: Claim.objects.filter(project_id=project, uuid=uuid)),
    Speaker: Prepared(lambda project, uuid: Speaker.objects.filter(project_id=project, uuid=uuid)),
}


def _is_in_use(row: Claim | Speaker) -> bool:
    return row.deleted_at is None and row.merged_into_id is None and getattr(row, "archived_at", None) is None


def uuid_field(label: Any) -> forms.UUIDField:
    """Return a hidden field for something chosen from a list."""
    return forms.UUIDField(required=False, label=label, widget=forms.HiddenInput, error_messages={"invalid": STALE})


class ComboInput(forms.TextInput):
    """A line of text that a script makes an editable combobox (WAI-ARIA Authoring Practices)."""

    def __init__(self, identifier: str, placeholder: Any) -> None:
        super().__init__(
            attrs={"id": identifier, "placeholder": placeholder, "autocomplete": "off", "spellcheck": "false"}
        )

    def be_combobox(self) -> None:
        """Say to assistive software what the script will make of it."""
        self.attrs |= {
            "role": "combobox",
            "aria-expanded": "false",
            "aria-controls": f"{self.attrs['id']}-list",
            "aria-autocomplete": "list",
            "autocapitalize": "off",
        }


class TaggingForm(ActionForm):
    """One claim with its speaker, stance and the rest.

    Claim, speaker and via come as the UUID of one in use in ``project``, or as a text that is found in any spelling or made. With
    ``present``, a tagging that is being changed, what it carries stays valid even if it was archived since.
    """

    claim = uuid_field(_("Claim"))
    claim_label = LabelField(required=False, label=_("Claim"), widget=ComboInput("claim-input", _("Type a claim")))
    speaker = uuid_field(_("Speaker"))
    speaker_label = LabelField(required=False, label=_("Speaker"), widget=ComboInput("speaker-input", _("Who says it")))
    stance = forms.ChoiceField(
        required=False,
        label=_("Stance"),
        choices=Stance.choices,
        initial=Stance.ASSERTS,
        widget=forms.RadioSelect(attrs={"class": "vh"}),
    )
    via = uuid_field(_("Passed on by"))
    via_label = LabelField(
        required=False, label=_("Passed on by"), widget=ComboInput("via-input", _("Who passes it on"))
    )
    form = forms.ChoiceField(required=False, label=_("Form"), choices=[("", "–"), *Form.choices])
    certainty = forms.ChoiceField(required=False, label=_("Certainty"), choices=[("", "–"), *Certainty.choices])
    said_at = SaidField(
        required=False,
        label=_("Said at"),
        widget=forms.TextInput(attrs={"placeholder": "2026-02-03", "autocomplete": "off"}),
    )

    def __init__(
        self,
        data: Any = None,
        *,
        project: Project,
        present: Tagging | None = None,
        needs_claim: bool = False,
        is_scripted: bool = True,
        **options: Any,
    ) -> None:
        super().__init__(data, **options)
        self.project = project
        self.present = present
        self.needs_claim = needs_claim
        self.has_proposed_speaker = self.has_proposed_form = False
        self.custom_fields = fields_of(project, FieldSubject.TAGGING)
        self.fields |= inputs(self.custom_fields, stored(present and present.custom))
        self.is_scripted = is_scripted
        """A script keeps the chosen UUID and the words in step; without one, two different answers are an error."""
        for field in self.fields.values():
            if is_scripted and isinstance(field.widget, ComboInput):
                field.widget.be_combobox()

    def look_at(self, present: Tagging) -> None:
        """Say which tagging is being changed, once it is fetched; what it carries stays valid."""
        self.present = present
        self.fields |= inputs(self.custom_fields, stored(present.custom))

    @property
    def title(self) -> str:
        """What the window around the form says that it does."""
        return gettext("Tag this passage")

    @property
    def custom_inputs(self) -> list[Any]:
        """The inputs of the fields that the project defined."""
        return [self[field.column] for field in self.custom_fields]

    def clean(self) -> dict[str, Any]:
        """Look up what was chosen; refuse what would be lost on the way."""
        data: dict[str, Any] = super().clean() or {}
        data["claim"] = self._chosen(Claim, "claim")
        for name in ("speaker", "via"):
            data[name] = self._chosen(Speaker, name)
        if isinstance(data["claim"], str):
            self._refuse_archived(data["claim"])
        self._demand(data)
        refuse_gone(self, self.project)
        return data

    def start_with(self, values: dict[str, Any]) -> None:
        """Set the first values. Without a script what is chosen stands in a list, and its name in no field beside it."""
        chosen = {f"{name}_label" for name in ("claim", "speaker", "via") if values.get(name)}
        kept = {name: value for name, value in values.items() if self.is_scripted or name not in chosen}
        self.initial = {**self.initial, **kept}

    def propose(self, values: dict[str, Any]) -> None:
        """Fill in what is only a guess, and mark it so."""
        self.start_with(values)
        self.has_proposed_speaker = "speaker" in values
        self.has_proposed_form = "form" in values
        for name in {"speaker_label", "form"} & values.keys():
            self.fields[name].widget.attrs |= {"class": "proposed", "data-proposed": ""}

    @property
    def has_more(self) -> bool:
        """Whether anything behind "More" was said, or is wrong; a guess counts where no script shows it otherwise."""
        names = {"via", "via_label", "certainty", "said_at", "form"}
        guessed = {name for name in names if self.is_scripted and "data-proposed" in self.fields[name].widget.attrs}
        said = (self[name].value() for name in names - guessed)
        return bool(names & self.errors.keys()) or any(said)

    @property
    def readback_templates(self) -> dict[str, str]:
        """The lines that a script fills while one chooses, by stance, certainty and via."""
        return templates(gettext)

    @property
    def readback(self) -> str:
        """The line that reads the present tagging back."""
        return read_back(coding_of(self.present), gettext) if self.present else ""

    def draft(self) -> TaggingDraft | None:
        """Return what a valid form says, or None where it names no claim."""
        data = self.cleaned_data
        if not data["claim"]:
            return None
        return TaggingDraft(
            claim=data["claim"],
            stance=data["stance"],
            speaker=data["speaker"],
            via=data["via"],
            form=data["form"],
            certainty=data["certainty"],
            said_at=data["said_at"].at,
            said_precision=data["said_at"].precision,
            custom={field.column: data[field.column] for field in self.custom_fields},
        )

    def _chosen(self, model: type[Claim] | type[Speaker], name: str) -> Any:
        """Return the row that was chosen, else the name that was typed, else None; what is carried already stays."""
        uuid: UUID | None = self.cleaned_data.get(name)
        label: str = self.cleaned_data.get(f"{name}_label", "")
        if uuid is None:
            return label or None
        row = first(_NAMED[model].objects(project=self.project.pk, uuid=uuid))
        if row is not None and not _is_in_use(row) and row.pk != getattr(self.present, f"{name}_id", None):
            row = None
        if row is None:
            self.add_error(f"{name}_label", _("What was chosen is not in use in this project any more. Choose again."))
        elif label and not self.is_scripted and fold(label) != row.folded:
            both = _("You chose “%(chosen)s” and wrote “%(written)s”. Keep one of them.")
            self.add_error(f"{name}_label", ValidationError(both, params={"chosen": row, "written": label}))
        return row

    def _refuse_archived(self, label: str) -> None:
        archived = Claim.objects.current().exclude(archived_at=None).filter(project=self.project, folded=fold(label))
        if archived.exists():
            message = _("The claim “%(label)s” is archived. Take it back into use first, or choose another.")
            self.add_error("claim_label", ValidationError(message, params={"label": label}))

    def _demand(self, data: dict[str, Any]) -> None:
        if data["claim"]:
            if not data.get("stance") and "stance" not in self.errors:
                self.add_error("stance", CHOOSE_STANCE)
        elif "claim_label" in self.errors or "claim" in self.errors:
            return
        elif self.needs_claim:
            self.add_error("claim_label", CHOOSE_CLAIM)
        elif isinstance(data["speaker"], str) or data["via"] or (data.get("said_at") and data["said_at"].at):
            self.add_error("claim_label", NEEDS_CLAIM)


class TaggingOnForm(TaggingForm, VersionForm):
    """A claim for an annotation that is there, or another look at one that it carries."""

    @property
    def title(self) -> str:
        """What the window around the form says that it does."""
        return gettext("Change this claim") if self.present else gettext("Add a claim to this passage")


def facts_of(tagging: Tagging) -> dict[str, Any]:
    """Return the first values of a form that changes ``tagging``."""
    speaker, via = tagging.shown_speaker, tagging.shown_via
    return {
        "claim": tagging.shown_claim.uuid,
        "claim_label": tagging.shown_claim.label,
        "speaker": speaker and speaker.uuid,
        "speaker_label": speaker.name if speaker else "",
        "stance": tagging.stance,
        "via": via and via.uuid,
        "via_label": via.name if via else "",
        "form": tagging.form,
        "certainty": tagging.certainty,
        "said_at": said_text(tagging),
        **stored(tagging.custom),
    }


def coding_of(tagging: Tagging) -> Coding:
    """Return what a tagging says, to be read back."""
    return Coding(
        statement=tagging.shown_claim.sentence,
        stance=tagging.stance,
        speaker=str(tagging.shown_speaker or ""),
        via=str(tagging.shown_via or ""),
        certainty=tagging.certainty,
    )


def coding_of_draft(draft: TaggingDraft) -> Coding:
    """Return what a form says, to be read back; a claim or speaker may be a new name."""
    claim, speaker, via = draft.claim, draft.speaker, draft.via
    return Coding(
        statement=claim if isinstance(claim, str) else claim.sentence,
        stance=draft.stance,
        speaker=str(speaker or ""),
        via=str(via or ""),
        certainty=draft.certainty,
    )
