"""The columns of the fields that a project defined: ``x_`` and the name that the field got when it was made.

They stand last, those of taggings before those of articles; a project without any has none of them.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from newsroom.custom_fields import cells
from newsroom.models import CustomField, FieldSubject


@dataclass(frozen=True, slots=True)
class OwnCells:
    """The fields of a project, as the files have them."""

    fields: Sequence[CustomField]

    @property
    def of_taggings(self) -> list[CustomField]:
        """Fields about taggings."""
        return [field for field in self.fields if field.subject == FieldSubject.TAGGING]

    @property
    def of_articles(self) -> list[CustomField]:
        """Fields about articles."""
        return [field for field in self.fields if field.subject == FieldSubject.ARTICLE]

    @property
    def columns(self) -> tuple[str, ...]:
        """The names of all columns."""
        return tuple(field.column for field in (*self.of_taggings, *self.of_articles))

    @property
    def article_columns(self) -> tuple[str, ...]:
        """The names of the columns about articles."""
        return tuple(field.column for field in self.of_articles)

    def cells(self, stored: Sequence[Any]) -> tuple[str, ...]:
        """Return the cells of a row; ``stored`` is what its tagging and its article say."""
        if not self.fields:
            return ()
        tagging, article = stored
        return (*cells(self.of_taggings, tagging), *cells(self.of_articles, article))
