"""Fingerprints of texts, by which near copies are found."""

from django.db import models

from newsroom.models.article import Article
from newsroom.models.project import Project


class Fingerprint(models.Model):
    """One of the 64 smallest shingle hashes of an article's current text (newsroom.fingerprints)."""

    project = models.ForeignKey(Project, models.PROTECT, db_index=False, related_name="+")
    article = models.ForeignKey(Article, models.CASCADE, related_name="fingerprints")
    value = models.BigIntegerField()
    """The hash, 64 bits taken as a signed number."""

    class Meta:
        indexes = [models.Index(fields=["project", "value", "article"], name="fingerprint_by_value")]

    def __str__(self) -> str:
        return f"{self.value:x} of {self.article_id}"
