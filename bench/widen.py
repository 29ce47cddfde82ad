"""Gives a copy of the database "library" 1,000 claims and 300 speakers: ``DATA_DIR=... python -m bench.widen KEY``.

The kept database is not built again for it. Two fifths of the codings move to new claims, a third to new speakers, so that
the claims given most keep more than 5,000 each. Twice is once; the key of the project is printed.
"""

import os
import sys
from typing import Any, Final

CLAIMS: Final = 1_000
SPEAKERS: Final = 300
MOVES: Final = {"claim": "id %% 5 < 2", "speaker": "id %% 3 = 1 AND speaker_id IS NOT NULL"}


def main(key: str) -> None:
    """Widen the project with that key in the database in DATA_DIR."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "newsroom.settings")
    import django

    django.setup()
    from django.db import transaction

    from annotations.models import Claim, Speaker
    from newsroom.models import Project

    project = Project.objects.get(key=key)
    with transaction.atomic():
        new = {"claim": _more(Claim, project, CLAIMS), "speaker": _more(Speaker, project, SPEAKERS)}
        for name, which in MOVES.items():
            if new[name]:
                _move(project, name, which, new[name])
    print(key)


def _more(model: Any, project: Any, wanted: int) -> list[int]:
    """Copy rows of a project with other names until there are so many; return the keys of the new ones."""
    old = list(model.objects.filter(project=project).order_by("pk"))
    name = "label" if hasattr(old[0], "label") else "name"
    rows = []
    for number in range(len(old), wanted):
        row = old[number % len(old)]
        values = {field.attname: getattr(row, field.attname) for field in model._meta.concrete_fields}
        for own in ("id", "uuid"):
            del values[own]
        values[name] = f"{values[name]} again {number}"
        values["folded"] = f"{values['folded']} again {number}"
        rows.append(model(**values))
    return [row.pk for row in model.objects.bulk_create(rows, batch_size=500)]


def _move(project: Any, name: str, which: str, new: list[int]) -> None:
    """Give some taggings to the new rows in turn, so that two of one passage never get the same."""
    from django.db import connection

    column, first = f"{name}_id", new[0]
    with connection.cursor() as cursor:
        cursor.execute(
            f"UPDATE annotations_tagging SET {column} = %s + id %% %s WHERE project_id = %s AND {which}",
            [first, len(new), project.pk],
        )


if __name__ == "__main__":
    main(sys.argv[1])
