"""The fields that a project adds to its taggings and articles: made, renamed, put in order, removed, brought back."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.db import IntegrityError
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _

from newsroom import log
from newsroom.custom_fields import MOST
from newsroom.folding import fold
from newsroom.models import CustomField, Project, User
from newsroom.models.custom_field import FieldKind


def add_field(
    *, by: User, project: Project, label: str, kind: str, subject: str, values: Sequence[str] = (), token: log.Token
) -> CustomField:
    """Add a field; ``values`` are the labels of a list. Raises ``log.Conflict`` where eight are there, or one so named."""
    with log.act(by=by, project=project, kind="field_add", token=token) as act:
        if act.is_repeated:
            return CustomField.objects.get(uuid=act.answer["field"])
        if reason := full(project):
            raise log.Conflict(reason)
        field = CustomField(project=project, label=label, folded=fold(label), kind=kind, subject=subject)
        field.slug = _free_slug(project, label)
        field.options = with_labels([], {}, values) if kind == FieldKind.LIST else []
        field.position = CustomField.objects.filter(project=project).count() + 1
        _store(field)
        act.made(field)
        if not project.has_fields:
            Project.objects.filter(pk=project.pk).update(has_fields=True)
            project.has_fields = True
        act.answer = {"field": str(field.uuid)}
    return field


def edit_field(
    *, by: User, field: CustomField, version: int, label: str, options: list[dict[str, Any]], token: log.Token
) -> CustomField:
    """Give a field another name, and a list its values; what is stored under a value follows its name."""
    return _change(by, field, version, "field_edit", token, label=label, folded=fold(label), options=options)


def remove_field(*, by: User, field: CustomField, version: int, token: log.Token) -> CustomField:
    """Take a field away; what was filled in stays stored, and comes back with it."""
    return _change(by, field, version, "field_remove", token, deleted_at=timezone.now())


def restore_field(*, by: User, field: CustomField, version: int, token: log.Token) -> CustomField:
    """Bring a removed field back, with all that was filled in."""
    return _change(by, field, version, "field_restore", token, deleted_at=None)


def move_field(*, by: User, field: CustomField, version: int, step: int, token: log.Token) -> CustomField:
    """Put a field one place up (-1) or down (1); at the end of the list it stays where it is."""
    with log.act(by=by, project=field.project, kind="field_move", token=token) as act:
        if act.is_repeated:
            return field
        fresh = _fresh(field, version)
        rows = list(CustomField.objects.current().filter(project=field.project).in_order())
        at = rows.index(fresh)
        rows.insert(max(0, at + step), rows.pop(at))
        for position, row in enumerate(rows, start=1):
            before = log.snapshot(row)
            row.position = position
            row.version += before["position"] != position
            row.save(update_fields=["position", "version"])
            act.changed(row, before)
        act.answer = {"field": str(field.uuid)}
    return fresh


def with_labels(
    options: Iterable[Mapping[str, Any]], labels: Mapping[str, str], more: Iterable[str]
) -> list[dict[str, Any]]:
    """Return the values of a list: each under its label of ``labels`` by key, gone where that is empty; then ``more``.

    A new one by the name of one that is gone brings that back.
    """
    found = [dict(option) for option in options]
    for option in found:
        label = labels.get(option["key"], "" if option.get("gone") else option["label"])
        option.pop("gone", None)
        option |= {"label": label} if label else {"gone": True}
    for label in more:
        known = next((option for option in found if fold(option["label"]) == fold(label)), None)
        if known is None:
            found.append({"key": _free_key({option["key"] for option in found}, label), "label": label})
        else:
            known.pop("gone", None)
    return found


def full(project: Project) -> str:
    """Return why a project can have no further field, empty where it can."""
    if CustomField.objects.current().filter(project=project).count() < MOST:
        return ""
    return _("A project can have %(most)s fields. Remove one first.") % {"most": MOST}


def field_stands(field: Any, event: Any) -> str:
    """Name what forbids a removed field to come back."""
    if field.deleted_at is not None or not CustomField.objects.filter(pk=field.pk, deleted_at__isnull=False).exists():
        return ""
    return full(field.project)


def _change(by: User, field: CustomField, version: int, kind: str, token: log.Token, **values: Any) -> CustomField:
    with log.act(by=by, project=field.project, kind=kind, token=token) as act:
        if act.is_repeated:
            return field
        fresh = _fresh(field, version)
        before = log.snapshot(fresh)
        for name, value in values.items():
            setattr(fresh, name, value)
        if kind == "field_restore" and (reason := full(field.project)):
            raise log.Conflict(reason)
        fresh.version, fresh.updated_at = version + 1, timezone.now()
        _store(fresh)
        act.changed(fresh, before)
        act.answer = {"field": str(field.uuid)}
    return fresh


def _fresh(field: CustomField, version: int) -> CustomField:
    found = CustomField.objects.filter(pk=field.pk, version=version).first()
    if found is None:
        raise log.Conflict(_("This field was changed meanwhile. Look at it again before you save."))
    found.project = field.project
    return found


def _store(field: CustomField) -> None:
    try:
        field.save()
    except IntegrityError as error:
        raise log.Conflict(_("There is a field “%(label)s” already.") % {"label": field.label}) from error


def _free_slug(project: Project, label: str) -> str:
    return _free_key(set(CustomField.objects.filter(project=project).values_list("slug", flat=True)), label)


def _free_key(taken: set[str], label: str) -> str:
    """Return a name in letters, digits and single underscores that nothing else has; "none" is kept free."""
    base = "_".join(slugify(label).replace("-", "_")[:30].split("_")).strip("_")
    base = "_".join(part for part in base.split("_") if part) or "value"
    name, number = base, 2
    while name in taken or name == "none":
        name, number = f"{base}_{number}", number + 1
    return name
