"""The project's append-only log: what was done, by whom, and what it changed."""

import uuid as uuids

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from newsroom.models.project import Project


class ActionQuerySet(models.QuerySet["Action"]):
    def standing(self) -> "ActionQuerySet":
        """Actions that no later action takes back, or has begun to: an undo that died half-way is finished by the next press."""
        return self.filter(Q(undone_by=None) | Q(undone_by__answer__open=True), taken_back_by=None)

    def not_undone(self) -> "ActionQuerySet":
        """Actions that no later action takes back."""
        return self.filter(undone_by=None, taken_back_by=None)


class Action(models.Model):
    """One thing that a user did; ``uuid`` is made by the client, so that trying twice saves once."""

    project = models.ForeignKey(Project, models.PROTECT, db_index=False, related_name="actions")
    uuid = models.UUIDField(default=uuids.uuid4, editable=False)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="actions")
    kind = models.CharField(max_length=40)
    digest = models.CharField(max_length=64)
    undoes = models.OneToOneField("self", models.PROTECT, null=True, blank=True, related_name="undone_by")
    taken_back_by = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="took_back")
    """The editor's action that took this one back together with others (``actions.taking_back``)."""
    answer = models.JSONField(default=dict)
    """What the caller was told: ids only, given again when the same request comes twice."""
    created_at = models.DateTimeField(default=timezone.now, editable=False)

    objects = ActionQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["project", "uuid"], name="action_uuid_unique"),
        ]
        indexes = [
            models.Index(fields=["project", "by", "-id"], name="action_by_person"),
            # A page of the project's activity, and the first and last action of a day.
            models.Index(fields=["project", "-id"], name="action_in_order"),
            models.Index(fields=["project", "created_at"], name="action_in_time"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} by {self.by_id}"

    @property
    def is_open(self) -> bool:
        """Whether it is written in several transactions, the last of which is not there yet."""
        return bool(self.answer.get("open"))

    @property
    def undoing(self) -> "Action | None":
        """Return the undo of it that is whole; one whose process died half-way has not undone it yet."""
        try:
            undo = self.undone_by
        except Action.DoesNotExist:
            return None
        return None if undo.is_open else undo

    @property
    def left(self) -> int:
        """How many of the things that it was about it left as they were, because somebody changed them meanwhile.

        Taking back keeps a list of whole actions under this name, which its own page tells of.
        """
        left = self.answer.get("left", 0)
        return left if isinstance(left, int) else 0


class EventQuerySet(models.QuerySet["Event"]):
    def in_order(self) -> "EventQuerySet":
        """Events in the order of the project's counter."""
        return self.order_by("sequence")


class Event(models.Model):
    """One line of an action: the object, and its changed fields before and after.

    ``before`` is empty where the object was made by the action. Fields are ids and small values,
    never an article's text.
    """

    project = models.ForeignKey(Project, models.PROTECT, db_index=False, related_name="events")
    sequence = models.BigIntegerField()
    action = models.ForeignKey(Action, models.PROTECT, related_name="events")
    object_kind = models.CharField(max_length=30)
    object_uuid = models.UUIDField()
    article = models.ForeignKey(
        "newsroom.Article", models.PROTECT, db_index=False, null=True, blank=True, related_name="events"
    )
    before = models.JSONField(default=dict)
    after = models.JSONField(default=dict)

    objects = EventQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["project", "sequence"], name="event_sequence_unique"),
        ]
        indexes = [
            models.Index(fields=["object_uuid", "sequence"], name="event_by_object"),
            models.Index(fields=["article", "sequence"], name="event_by_article", condition=Q(article__isnull=False)),
        ]

    def __str__(self) -> str:
        return f"{self.sequence}: {self.object_kind} {self.object_uuid}"
