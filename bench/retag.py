"""Re-tags passages and merges claims: ``python -m bench.retag KEY COUNT``, on the data in DATA_DIR.

The owner changes the stance of COUNT passages of others, which keeps as many corrections, and undoes it; then merges the two
claims given most, and undoes that. Prints milliseconds in all, of the processor, and of the longest write transaction, and
whether annotations.csv is byte for byte the same after each undo.
"""

import hashlib
import io
import json
import os
import sys
import time
from collections.abc import Callable
from typing import Any


def main(key: str, count: int) -> None:
    """Do it once and print the figures as JSON."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "newsroom.settings")
    import django

    django.setup()
    from django.db import connection

    from annotations.actions.claim_merging import merge_claim
    from annotations.actions.retagging import retag
    from annotations.models import Annotation
    from annotations.passages import PassageFilter
    from annotations.retag import Change, work_out
    from annotations.retag_steps import REPLACE, Wanted
    from bench.revise import Lock
    from newsroom import log
    from newsroom.actions.undo import undo
    from newsroom.models import Action, Membership

    owner = Membership.objects.select_related("project", "user").get(project__key=key, role="owner")
    into, claim = _given_most(owner.project)
    coded = Annotation.objects.filter(taggings__claim=claim, taggings__stance="asserts", taggings__deleted_at=None)
    picked = tuple(coded.order_by("pk").values_list("uuid", flat=True).distinct()[:count])
    change = Change(PassageFilter(claim=(str(claim.uuid),)), picked, Wanted(REPLACE, stance="disputes"))
    lock = Lock(connection)

    def tag() -> None:
        retag(by=owner.user, project=owner.project, run=work_out(owner, change), token=log.make_token())

    def merge() -> None:
        merge_claim(by=owner.user, claim=claim, version=claim.version, into=into, token=log.make_token())

    def back() -> None:
        last = Action.objects.filter(project=owner.project).latest("pk")
        undo(by=owner.user, membership=owner, action_uuid=last.uuid, token=log.make_token())

    found: dict[str, Any] = {"passages": len(picked), "codings": [claim.codings, into.codings]}
    file = _exported(key)
    for name, deed in (("retag", tag), ("merge", merge)):
        found[name] = _measured(lock, deed)
        found[name]["changed"] = _exported(key) != file
        found[f"{name}_undo"] = _measured(lock, back)
        found[f"{name}_undo"]["same"] = _exported(key) == file
    print(json.dumps(found))


def _given_most(project: Any) -> list[Any]:
    from django.db.models import Count

    from annotations.models import Claim

    counted = Claim.objects.filter(project=project).annotate(codings=Count("taggings"))
    return list(counted.order_by("-codings")[:2])


def _measured(lock: Any, deed: Callable[[], None]) -> dict[str, Any]:
    lock.held.clear()
    began, used = time.perf_counter(), time.process_time()
    deed()
    cpu, wall = time.process_time() - used, time.perf_counter() - began
    return {"ms": 1000 * wall, "cpu_ms": 1000 * cpu, "lock_ms": 1000 * max(lock.held), "pieces": len(lock.held)}


def _exported(key: str) -> str:
    from django.core.management import call_command

    out = io.StringIO()
    call_command("export_annotations", "--project", key, stdout=out)
    return hashlib.sha256(out.getvalue().encode()).hexdigest()


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))
