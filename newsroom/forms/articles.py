"""Editing what is known about articles, one by one or several at a time."""

from typing import Any
from uuid import uuid4

from django import forms
from django.utils.translation import gettext, gettext_lazy as _

from newsroom import dates
from newsroom.custom_fields import PREFIX, fields_of, merged, stored
from newsroom.forms.custom_fields import inputs, refuse_gone
from newsroom.forms.facts import FactsForm
from newsroom.importers.bylines import split
from newsroom.intake import published
from newsroom.layouts import reading_of
from newsroom.models import Article, FieldSubject, Project

TOGETHER = ("outlet", "byline", "published", "language")
"""What several articles can be given at once."""


class ArticleForm(FactsForm):
    """One article's facts, with the version that was on the page."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    action = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(self, data: Any = None, *, article: Article, **options: Any) -> None:
        super().__init__(data, **options)
        self.article = article
        self.custom_fields = fields_of(article.project, FieldSubject.ARTICLE)
        self.fields |= inputs(self.custom_fields, stored(article.custom), show_hidden_initial=True)

    @classmethod
    def of(cls, article: Article, data: Any = None) -> "ArticleForm":
        """Build the form for an article as it stands."""
        initial = {**facts_of(article), "version": article.version, "action": uuid4()}
        made_up = article.title if article.is_title_made_up else ""
        return cls(data, article=article, initial=initial, made_up=made_up)

    def clean(self) -> dict[str, Any]:
        """Say so where a field was removed meanwhile."""
        data: dict[str, Any] = super().clean() or {}
        refuse_gone(self, self.article.project)
        return data

    def changes(self) -> dict[str, Any]:
        """Return what was changed on the page, as ``edit_article`` takes it."""
        facts = {name: self.cleaned_data[name] for name in self.changed_facts()}
        own = {field.column: facts.pop(field.column) for field in self.custom_fields if field.column in facts}
        return values_of(facts) | ({"custom": merged(self.article.custom, own)} if own else {})

    def changed_facts(self) -> list[str]:
        """Return the names of the facts that differ from what was on the page."""
        own = {field.column for field in self.custom_fields}
        return [name for name in self.changed_data if name in FactsForm.base_fields or name in own]

    def over(self, article: Article) -> "ArticleForm":
        """Return the form again for an article that somebody else changed: what was typed stays, the rest is theirs."""
        fresh = ArticleForm.of(article)
        now = {name: str(value) for name, value in fresh.initial.items()}
        typed = {name: self.data.get(name, "") for name in self.changed_facts()}
        return ArticleForm.of(article, {**now, **{f"initial-{name}": value for name, value in now.items()}, **typed})

    def against(self, article: Article) -> list[tuple[str, ...]]:
        """Return label, typed text and present value of every fact that was typed and is another one now."""
        now = facts_of(article)
        pairs = [(name, str(self.data.get(name, ""))) for name in self.changed_facts()]
        lines = [(name, typed, now.get(name, "")) for name, typed in pairs]
        return [(self._label(name), *self._words(name, typed, held)) for name, typed, held in lines if typed != held]

    def _label(self, name: str) -> str:
        return str(self.fields[name].label)

    def _words(self, name: str, *values: str) -> list[str]:
        field = next((field for field in self.custom_fields if field.column == name), None)
        return [field.words(value) if field else value for value in values]


class ArticlesForm(FactsForm):
    """The same facts for several articles; only the ticked ones change."""

    change = forms.MultipleChoiceField(
        label=_("Change"),
        choices=[(name, name) for name in TOGETHER],
        required=False,
    )
    action = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, project: Project, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["title"], self.fields["standfirst"], self.fields["url"]
        self.project = project
        self.custom_fields = fields_of(project, FieldSubject.ARTICLE)
        self.fields |= inputs(self.custom_fields, {})
        self.names = (*TOGETHER, *(field.column for field in self.custom_fields))
        for name in self.names:
            # the words beside a field name its tick; the field itself says the same to who cannot see that
            self.fields[name].widget.attrs["aria-label"] = self.fields[name].label
        self.fields["change"].choices = [(name, name) for name in self._ticked_names()]  # type: ignore[attr-defined]

    def _ticked_names(self) -> list[str]:
        """What can be ticked; one that was removed since is refused with its name, not as a forged value."""
        sent = self.data.getlist("change") if self.is_bound else []
        return list(dict.fromkeys((*self.names, *(name for name in sent if name.startswith(PREFIX)))))

    def clean(self) -> dict[str, Any]:
        """Say so where a field was removed meanwhile."""
        data: dict[str, Any] = super().clean() or {}
        refuse_gone(self, self.project)
        gone = [name for name in data.get("change", ()) if name not in self.names]
        if gone and not self.non_field_errors():
            self.add_error("change", gettext("A field that you ticked was removed meanwhile. Nothing was saved."))
        data["change"] = [name for name in data.get("change", ()) if name in self.names]
        return data

    def clean_change(self) -> list[str]:
        """Ask for at least one tick."""
        ticked: list[str] = self.cleaned_data["change"]
        if not ticked:
            raise forms.ValidationError(gettext("Tick what shall change."))
        return ticked

    def pairs(self) -> list[tuple[Any, bool]]:
        """Return each fact's field and whether it is ticked, for the template."""
        ticked = self["change"].value() or []
        return [(self[name], name in ticked) for name in self.names]

    def changes(self) -> dict[str, Any]:
        """Return what was ticked, as ``edit_articles`` takes it; ``own`` holds the project's own fields."""
        facts = {name: self.cleaned_data[name] for name in self.cleaned_data["change"]}
        own = {name: facts.pop(name) for name in list(facts) if name.startswith(PREFIX)}
        return values_of(facts) | ({"own": own} if own else {})


def facts_of(article: Article) -> dict[str, str]:
    """Return an article's facts as a person would type them."""
    revision = article.current_revision
    assert revision is not None
    layout = reading_of(revision.pk, revision.uuid).layout
    head = {block.kind: layout.text[block.start : block.end] for block in layout.blocks[:2]}
    return {
        "title": head.get("title", ""),
        "standfirst": head.get("standfirst", ""),
        "outlet": article.outlet.shown.name if article.outlet else "",
        "byline": article.byline,
        "published": dates.typed(article.published_at, article.published_precision, article.published_zone),
        "language": article.language,
        "url": article.url,
        **stored(article.custom),
    }


def values_of(facts: dict[str, str]) -> dict[str, Any]:
    """Turn cleaned facts into the values that the actions take."""
    values: dict[str, Any] = {name: value for name, value in facts.items() if name != "published"}
    if "byline" in facts:
        values["authors"] = list(split(facts["byline"]))
    if "published" in facts:
        at = published(facts["published"])
        values |= {"published_at": at.at, "published_precision": at.precision, "published_zone": at.zone}
    return values
