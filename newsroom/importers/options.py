"""How a person wants a file to be read; kept with the source so that it can be read again.

>>> Options.from_mapping({"layout": "second_line"}).as_mapping()["layout"]
'second_line'
"""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, fields
from typing import Any, Final

from newsroom.importers.formats import FORMATS
from newsroom.importers.notices import Refused, gettext_noop

LAYOUTS: Final = ("automatic", "first_line", "second_line", "headers", "none")
PARAGRAPHS: Final = ("automatic", "line", "blank_line", "unwrap")
IMPORTERS: Final = ("", *FORMATS)
METHODS: Final = ("automatic", "stricter", "alternative", "whole", "picked")


@dataclass(frozen=True, slots=True)
class Options:
    """Choices of one import. ``restore`` holds the ``where`` of dropped pieces that shall stay.

    ``layout`` and ``paragraphs`` matter to plain text alone. ``boilerplate`` replaces the list of closing
    phrases; None means Margin's own. ``importer`` and ``encoding`` overrule what would be guessed. ``method`` says
    how a web page's article is found, ``picked`` which of its blocks are the article where a person chose them, ``url``
    where it came from. ``columns`` says which columns of a table hold a fact, the first non-empty one wins.
    """

    layout: str = "automatic"
    paragraphs: str = "automatic"
    swap: bool = False
    second_is_standfirst: bool = False
    restore: frozenset[int] = frozenset()
    boilerplate: tuple[str, ...] | None = None
    importer: str = ""
    encoding: str = ""
    method: str = "automatic"
    picked: frozenset[int] = frozenset()
    url: str = ""
    columns: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    @classmethod
    def from_mapping(cls, values: Mapping[str, Any]) -> "Options":
        """Build options from stored JSON. Raises ``Refused`` for a name or value that Margin does not know."""
        unknown = set(values) - {field.name for field in fields(cls)}
        if unknown:
            raise _refused(min(unknown))
        try:
            return cls(
                layout=_choice(values, "layout", LAYOUTS),
                paragraphs=_choice(values, "paragraphs", PARAGRAPHS),
                swap=bool(values.get("swap", False)),
                second_is_standfirst=bool(values.get("second_is_standfirst", False)),
                restore=frozenset(int(where) for where in values.get("restore") or ()),
                boilerplate=_phrases(values.get("boilerplate")),
                importer=_choice(values, "importer", IMPORTERS),
                encoding=str(values.get("encoding") or ""),
                method=_choice(values, "method", METHODS),
                picked=frozenset(int(where) for where in values.get("picked") or ()),
                url=str(values.get("url") or ""),
                columns=_columns(values.get("columns") or {}),
            )
        except (AttributeError, TypeError, ValueError) as error:
            raise _refused("restore") from error

    def as_mapping(self) -> dict[str, Any]:
        """Return the options as JSON can hold them."""
        values = asdict(self)
        values["restore"], values["picked"] = sorted(self.restore), sorted(self.picked)
        values["columns"] = {name: list(columns) for name, columns in self.columns.items()}
        values["boilerplate"] = None if self.boilerplate is None else list(self.boilerplate)
        return values


def _choice(values: Mapping[str, Any], name: str, allowed: tuple[str, ...]) -> str:
    value = values.get(name) or allowed[0]
    if value not in allowed:
        raise _refused(name)
    return str(value)


def _columns(values: Mapping[str, Any]) -> dict[str, tuple[str, ...]]:
    return {str(name): tuple(str(column) for column in columns) for name, columns in values.items()}


def _phrases(values: Any) -> tuple[str, ...] | None:
    return None if values is None else tuple(str(value) for value in values if str(value).strip())


def _refused(name: str) -> Refused:
    return Refused(
        "unknown-option", gettext_noop("The import option “%(name)s” has a value that is not known."), name=name
    )
