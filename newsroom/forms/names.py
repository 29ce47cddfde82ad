"""The field for the name of a person or a project."""

from typing import Any

from django import forms

from newsroom.folding import one_line


class NameField(forms.CharField):
    """One line, without characters that would turn what stands after it."""

    def to_python(self, value: Any) -> str:
        """Return the cleaned line."""
        return one_line(super().to_python(value))
