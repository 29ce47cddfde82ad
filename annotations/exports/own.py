"""The columns of the fields that a project defined: ``x_`` and the name that the field got when it was made.

They stand last, those of taggings before those of articles; between them, as ``coded_x_``, what was coded first where an editor
corrected it. A project without any has none of them.
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
        own = tuple(field.column for field in self.of_taggings)
        return (*own, *(f"coded_{name}" for name in own), *self.article_columns)

    @property
    def excel_columns(self) -> tuple[str, ...]:
        """The names of the columns for people: without what was coded first."""
        return tuple(field.column for field in (*self.of_taggings, *self.of_articles))

    @property
    def article_columns(self) -> tuple[str, ...]:
        """The names of the columns about articles."""
        return tuple(field.column for field in self.of_articles)

    def cells(self, stored: Sequence[Any], coded: Any = None) -> tuple[str, ...]:
        """Return the cells of a row; ``stored`` is what its tagging and its article say, ``coded`` what was coded first."""
        if not self.fields:
            return ()
        tagging, article = stored
        own = self.of_taggings
        return (*cells(own, tagging), *cells(own, coded), *cells(self.of_articles, article))
