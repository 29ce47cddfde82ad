"""What every form that writes carries: the client's name for the action, and the version that the user saw."""

from typing import Any
from uuid import UUID, uuid4

from django import forms
from django.utils.translation import gettext_lazy as _

from annotations.forms.fields import LARGEST
from newsroom import log

STALE = _("This form is incomplete. Load the page again before you save; copy what you typed first.")


class ActionForm(forms.Form):
    """One thing that a user is about to do. ``kind`` and ``target`` say what and to what."""

    use_required_attribute = False
    action = forms.UUIDField(
        initial=uuid4, widget=forms.HiddenInput, error_messages={"required": STALE, "invalid": STALE}
    )

    def __init__(self, data: Any = None, *, kind: str, target: UUID, address: str = "", **options: Any) -> None:
        super().__init__(data, **{"auto_id": f"{kind}-%s", "label_suffix": "", **options})
        self.kind = kind
        self.target = target
        self.address = address
        """Where the form is sent."""

    @property
    def token(self) -> log.Token | None:
        """What makes this request recognisable; the same words for the same target give the same token.

        None where the client's name for the action is missing. It needs no valid form: a second try is known
        even when the world has changed since the first.
        """
        try:
            uuid = UUID(self.data.get("action", ""))
        except ValueError:
            return None
        sent = {name: self.data.get(name, "") for name in self.fields if name != "action"}
        return log.make_token(uuid, {"kind": self.kind, "target": str(self.target), **sent})

    @property
    def problems(self) -> list[str]:
        """All that is wrong, each with the label of its field, to stand above the form."""
        return [line for name, errors in self.errors.items() for line in self._lines(name, errors)]

    def refuse(self, reason: Exception, version: int | None = None) -> None:
        """Say why a valid form was not carried out, and make it ready for another try: a new name, today's version."""
        self.add_error(None, str(reason))
        self.data = self.data.copy()
        self.data["action"] = str(uuid4())
        if version is not None:
            self.data["version"] = str(version)

    def _lines(self, name: str, errors: Any) -> list[str]:
        label = "" if name == "__all__" or self[name].is_hidden else f"{self[name].label}: "
        return [f"{label}{error}" for error in errors]


class VersionForm(ActionForm):
    """A change of something that is there: ``version`` is the one that the user saw."""

    version = forms.IntegerField(
        min_value=1,
        max_value=LARGEST,
        widget=forms.HiddenInput,
        error_messages=dict.fromkeys(("required", "invalid", "min_value", "max_value"), STALE),
    )
