"""`manage.py work`: the background worker, which reads files, fetches pages and looks after feeds."""

import os
from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand

from newsroom.management.commands.serve import refuse_other_database


class Command(BaseCommand):
    help = "Does background jobs, and fetches feeds when their time has come. Ctrl-C ends it after the piece under way."

    def add_arguments(self, parser: ArgumentParser) -> None:
        how = parser.add_mutually_exclusive_group()
        how.add_argument("--once", action="store_true", help="do a slice of one job, if there is one, and end")
        how.add_argument("--until-idle", action="store_true", help="do all that there is, and end")
        parser.add_argument("--parent", type=int, default=0, help="end when the process with this number is gone")

    def handle(self, *args: Any, once: bool, until_idle: bool, parent: int, **options: Any) -> None:
        # Linear algebra is not what these libraries are loaded for: one thread, little address space.
        os.putenv("OPENBLAS_NUM_THREADS", "1")
        from newsroom.working import bounds
        from newsroom.working.loop import Worker

        refuse_other_database()
        bounds.limit_memory()
        call_command("createcachetable", verbosity=0, database=_cache_database())
        worker = Worker(parent)
        worker.listen()
        if once:
            worker.one()
        elif until_idle:
            worker.work_until_idle()
        else:
            worker.work()


def _cache_database() -> str:
    return "cache" if "cache" in settings.DATABASES else "default"
