"""Fingerprints of texts, by which near copies are found: all of them on one row, and those that are looked for on rows."""

from django.db import models

from newsroom.models.article import Article
from newsroom.models.project import Project


class Sketch(models.Model):
    """The fingerprints of an article's current text, up to 64 (newsroom.fingerprints)."""

    article = models.OneToOneField(Article, models.CASCADE, primary_key=True, related_name="sketch")
    project = models.ForeignKey(Project, models.PROTECT, db_index=False, related_name="+")
    hashes = models.BinaryField()
    """Eight bytes each (``fingerprints.packed``)."""

    def __str__(self) -> str:
        return f"{len(self.hashes) // 8} fingerprints of {self.article_id}"


class Landmark(models.Model):
    """One of the fingerprints by which an article is found: about a third of them.

    Each is a random place in its index; all 64 there would make an import of 100,000 articles three times as dear.
    """

    project = models.ForeignKey(Project, models.PROTECT, db_index=False, related_name="+")
    article = models.ForeignKey(Article, models.CASCADE, related_name="landmarks")
    value = models.BigIntegerField()
    """The hash, 64 bits taken as a signed number."""

    class Meta:
        indexes = [models.Index(fields=["project", "value", "article"], name="landmark_by_value")]

    def __str__(self) -> str:
        return f"{self.value:x} of {self.article_id}"
