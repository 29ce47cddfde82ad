"""What a person says of a feed."""

from typing import Any
from uuid import uuid4

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext, gettext_lazy as _

from newsroom.fetching.places import place
from newsroom.forms.facts import TidyField
from newsroom.models import Feed, FeedText

LARGEST_VERSION = 2**31 - 1


class FeedForm(forms.Form):
    """What can be changed of a feed at any time."""

    title = TidyField(
        label=_("Title"), required=False, max_length=300, help_text=_("The feed's own title where this is empty.")
    )
    outlet = TidyField(
        label=_("Outlet"),
        required=False,
        max_length=200,
        help_text=_("Who publishes it. Where this is empty, each page says it for itself."),
    )
    text_from = forms.ChoiceField(
        label=_("Text"), choices=FeedText.choices, required=False, help_text=_("Many feeds give a summary alone.")
    )
    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0, max_value=LARGEST_VERSION)
    action = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(self, data: Any = None, *, feed: Feed | None = None) -> None:
        initial = {"action": uuid4(), "text_from": FeedText.AUTOMATIC, "version": 0}
        if feed is not None:
            outlet = feed.outlet.shown.name if feed.outlet else ""
            initial |= {"title": feed.title, "outlet": outlet, "text_from": feed.text_from, "version": feed.version}
        super().__init__(data, initial=initial, auto_id="feed-%s")
        # A page with a shorter form leaves it out; where it is shown there is always a choice.
        self.fields["text_from"].required = data is None or "text_from" in data
        self.fields["outlet"].widget.attrs |= {"list": "outlets", "autocomplete": "off"}

    def clean_text_from(self) -> str:
        """Take the usual way where nothing is said."""
        return self.cleaned_data["text_from"] or FeedText.AUTOMATIC

    @property
    def values(self) -> dict[str, str]:
        """The facts as the actions take them."""
        return {name: self.cleaned_data.get(name, "") for name in ("title", "outlet", "text_from")}

    def again(self, feed: Feed) -> "FeedForm":
        """Return the form with what was typed, for a feed that somebody else changed meanwhile."""
        typed = {name: self.data.get(name, "") for name in ("title", "outlet", "text_from")}
        return FeedForm({**typed, "version": feed.version, "action": str(uuid4())}, feed=feed)


class FeedAddForm(FeedForm):
    """A new feed: its address too."""

    url = TidyField(
        label=_("Address"),
        max_length=2000,
        help_text=_("Of the feed, or of a page of the site that names its feed."),
        error_messages={"required": _("Write the address of the feed.")},
    )
    version = None  # type: ignore[assignment]
    title = None  # type: ignore[assignment]
    field_order = ["url", "text_from", "outlet", "action"]

    def clean_url(self) -> str:
        """Bring an address into its plain form; what Margin will never ask is refused at once."""
        text: str = self.cleaned_data["url"].removeprefix("feed://").removeprefix("feed:")
        typed = text if "://" in text else f"https://{text}"
        found = place(typed, frozenset(settings.FETCH_PRIVATE))
        if found is None:
            message = gettext(
                "This is no address that Margin can ask: it begins with https:// or http:// and names a public site."
            )
            raise ValidationError(message)
        return found.url
