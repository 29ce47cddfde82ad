"""An outlet's name, domain and country; and the outlet that another is merged into."""

from typing import Any
from uuid import UUID, uuid4

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext, gettext_lazy as _

from newsroom.folding import fold
from newsroom.forms.facts import TidyField
from newsroom.models import Outlet, Project
from newsroom.web_addresses import domain as domain_of

LARGEST_VERSION = 2**31 - 1


class OutletForm(forms.Form):
    """What is known about one outlet, with the version that was on the page."""

    name = TidyField(label=_("Name"), max_length=200, error_messages={"required": _("An outlet needs a name.")})
    domain = TidyField(
        label=_("Domain"), required=False, max_length=300, help_text=_("Where it publishes, such as example.org.")
    )
    country = TidyField(
        label=_("Country"), required=False, max_length=60, help_text=_("Two letters, such as FR (ISO 3166-1).")
    )
    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0, max_value=LARGEST_VERSION)
    action = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(self, data: Any = None, *, outlet: Outlet) -> None:
        names = ("name", "domain", "country", "version")
        super().__init__(data, initial={**{name: getattr(outlet, name) for name in names}, "action": uuid4()})
        self.outlet = outlet
        self.clash: Outlet | None = None
        """The outlet that has this name already, to be merged with."""

    def clean_name(self) -> str:
        """Refuse a name that another outlet has, in whatever spelling."""
        name: str = self.cleaned_data["name"]
        others = Outlet.objects.current().filter(project=self.outlet.project_id, folded=fold(name))
        self.clash = others.exclude(pk=self.outlet.pk).first()
        if self.clash is not None:
            message = gettext("There is an outlet “%(name)s” already. If they are one, merge them below.")
            raise ValidationError(message, params={"name": self.clash.name})
        return name

    def clean_domain(self) -> str:
        """Bring a domain, or the address of a page on it, into its usual form."""
        text: str = self.cleaned_data["domain"]
        found = domain_of(text)
        if text and not found:
            raise ValidationError(gettext("This is no domain. Write it as example.org."))
        return found

    def clean_country(self) -> str:
        """Ask for a code of two letters."""
        code: str = self.cleaned_data["country"].upper()
        if code and not (len(code) == 2 and code.isascii() and code.isalpha()):
            raise ValidationError(gettext("Write the country as its code of two letters, such as FR."))
        return code

    @property
    def values(self) -> dict[str, str]:
        """The facts as ``edit_outlet`` takes them."""
        return {name: self.cleaned_data[name] for name in ("name", "domain", "country")}

    def again(self, outlet: Outlet) -> "OutletForm":
        """Return the form with what was typed, for an outlet that somebody else changed meanwhile."""
        typed = {name: self.data.get(name, "") for name in ("name", "domain", "country")}
        form = OutletForm({**typed, "version": outlet.version, "action": str(uuid4())}, outlet=outlet)
        form.is_valid()
        return form


class OutletMergeForm(forms.Form):
    """Into which outlet another is merged: its UUID, from a button, or its name, typed."""

    into = TidyField(max_length=200, error_messages={"required": _("Write which outlet it is.")})
    version = forms.IntegerField(min_value=0, max_value=LARGEST_VERSION)

    def __init__(self, data: Any, *, project: Project, outlet: Outlet) -> None:
        super().__init__(data)
        self.project, self.outlet = project, outlet

    def clean_into(self) -> Outlet:
        """Find the outlet."""
        text: str = self.cleaned_data["into"]
        rows = Outlet.objects.current().filter(project=self.project).exclude(pk=self.outlet.pk)
        found = rows.filter(uuid=_uuid(text)).first() or rows.filter(folded=fold(text)).first()
        if found is None:
            raise ValidationError(gettext("There is no other outlet “%(name)s”."), params={"name": text})
        return found


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None
