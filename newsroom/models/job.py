"""Work that is done in the background, by one worker at a time: imports and fetching."""

import uuid as uuids

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from newsroom.models.article import Article
from newsroom.models.leases import over
from newsroom.models.project import Project


class JobStatus(models.TextChoices):
    """Where a job stands."""

    WAITING = "waiting", _("waiting")
    ASKING = "asking", _("waiting for your answer")
    RUNNING = "running", _("running")
    STOPPED = "stopped", _("stopped")
    DONE = "done", _("done")
    FAILED = "failed", _("failed")


class ItemStatus(models.TextChoices):
    """What became of one file, row or address."""

    WAITING = "waiting", _("waiting")
    READ = "read", _("ready to be looked at")
    ADDED = "added", _("added")
    REVISED = "revised", _("new wording of an article")
    KNOWN = "known", _("already there")
    SAME_ADDRESS = "same_address", _("address is there with other words")
    REFUSED = "refused", _("refused")


class JobQuerySet(models.QuerySet["Job"]):
    def open(self) -> "JobQuerySet":
        """Jobs that a worker may take: waiting ones, and running ones whose worker was not heard of in time."""
        return self.filter(Q(status=JobStatus.WAITING) | Q(status=JobStatus.RUNNING) & over())


class Job(models.Model):
    """One piece of background work. A worker holds it by a lease, renewed while it works; its items say what is done."""

    project = models.ForeignKey(Project, models.PROTECT, related_name="jobs")
    uuid = models.UUIDField(default=uuids.uuid4, unique=True, editable=False)
    """Also the batch of the sources that wait in its preview."""
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="jobs")
    kind = models.CharField(max_length=20)
    """files, addresses, reread or check (newsroom.jobs)."""
    title = models.CharField(max_length=200, blank=True)
    is_previewed = models.BooleanField(default=False)
    """Whether what is read waits in a preview instead of being added at once."""
    options = models.JSONField(default=dict)
    """What its maker chose: facts for all, apart, the mapping of columns."""
    question = models.JSONField(default=dict)
    """What must be answered before it goes on: the columns of a table with first rows."""
    status = models.CharField(max_length=10, choices=JobStatus.choices, default=JobStatus.WAITING)
    why = models.JSONField(default=list)
    """Code, message and parameters of the notice with which it failed."""
    wants_stop = models.BooleanField(default=False)
    lease = models.UUIDField(null=True, blank=True)
    """Fencing token of the worker that has it: every write of a worker asks for its own."""
    lease_until = models.DateTimeField(null=True, blank=True)
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    started_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)

    objects = JobQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["status", "lease_until"], name="job_open", condition=Q(ended_at=None)),
            models.Index(fields=["project", "-id"], name="job_by_project"),
        ]

    def __str__(self) -> str:
        return self.title or str(self.uuid)


class JobFile(models.Model):
    """A file that came with a job, kept in pieces until its articles have been taken out."""

    job = models.ForeignKey(Job, models.CASCADE, related_name="files")
    number = models.PositiveIntegerField()
    name = models.CharField(max_length=255, blank=True)
    media_type = models.CharField(max_length=100, blank=True)
    size = models.PositiveBigIntegerField()
    is_split = models.BooleanField(default=False)
    """Whether all its articles have become items."""

    class Meta:
        constraints = [models.UniqueConstraint(fields=["job", "number"], name="job_file_number_unique")]

    def __str__(self) -> str:
        return self.name


class JobFilePart(models.Model):
    """A part of a file, so that no transaction is long."""

    file = models.ForeignKey(JobFile, models.CASCADE, related_name="parts")
    number = models.PositiveIntegerField()
    data = models.BinaryField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["file", "number"], name="job_file_part_unique")]

    def __str__(self) -> str:
        return f"{self.file_id}/{self.number}"


class JobItem(models.Model):
    """One article to be, and what became of it."""

    job = models.ForeignKey(Job, models.CASCADE, related_name="items")
    file = models.ForeignKey(JobFile, models.CASCADE, null=True, blank=True, related_name="items")
    number = models.PositiveIntegerField()
    name = models.CharField(max_length=255, blank=True)
    place = models.CharField(max_length=200, blank=True)
    """Where in its file: a row, a member, a page."""
    url = models.CharField(max_length=2000, blank=True)
    data = models.BinaryField(null=True)
    """Its bytes, compressed with zlib, until it is settled: then the source keeps them."""
    media_type = models.CharField(max_length=100, blank=True)
    options = models.JSONField(default=dict)
    status = models.CharField(max_length=12, choices=ItemStatus.choices, default=ItemStatus.WAITING)
    why = models.JSONField(default=list)
    """Code, message and parameters of the notice with which it was refused."""
    article = models.ForeignKey(Article, models.PROTECT, null=True, blank=True, related_name="+")
    """The article that was added or was there; for a check, the article that is looked at again."""
    twin = models.ForeignKey(Article, models.PROTECT, null=True, blank=True, related_name="+")
    """An article with probably the same text."""
    shared = models.PositiveSmallIntegerField(default=0)
    """How many of 64 fingerprints it shares with the twin."""
    settled_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["job", "number"], name="job_item_number_unique")]
        indexes = [models.Index(fields=["job", "status", "number"], name="job_item_by_status")]

    def __str__(self) -> str:
        return self.name or self.url
