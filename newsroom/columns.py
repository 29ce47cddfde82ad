"""Columns of tables as the command line names them."""

from django.utils.translation import gettext as _

from newsroom.folding import fold
from newsroom.importers.columns import FACTS
from newsroom.models import Project, TableMapping


def typed_columns(text: str) -> dict[str, list[str]]:
    """Read ``title=Headline,body=Text,body=Lead``: the first column of a fact that is not empty counts.

    Raises ``ValueError`` with words for a person.
    """
    columns: dict[str, list[str]] = {}
    for pair in text.split(","):
        fact, equals, column = (part.strip() for part in pair.partition("="))
        if not equals or not column:
            raise ValueError(_("“%(pair)s” is no FACT=COLUMN.") % {"pair": pair})
        if fact not in FACTS:
            known = ", ".join(FACTS)
            raise ValueError(
                _("“%(fact)s” is no fact of an article. There are: %(known)s") % {"fact": fact, "known": known}
            )
        columns.setdefault(fact, []).append(column)
    return columns


def named_columns(project: Project, name: str) -> dict[str, list[str]]:
    """Return the columns that the project keeps under a name. Raises ``ValueError`` with words for a person."""
    mapping = TableMapping.objects.filter(project=project, folded=fold(name)).first()
    if mapping is None:
        kept = TableMapping.objects.filter(project=project).order_by("folded")
        names = ", ".join(f"“{kept_name}”" for kept_name in kept.values_list("name", flat=True)) or _("none")
        raise ValueError(_("No columns are kept as “%(name)s”. There are: %(names)s") % {"name": name, "names": names})
    return {fact: list(columns) for fact, columns in mapping.columns.items()}
