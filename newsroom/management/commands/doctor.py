"""Ask a live database whether all that must hold does: ``manage.py doctor``."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _, ngettext

from newsroom.doctor import all_checks


class Command(BaseCommand):
    """Prints what is wrong, with the UUIDs of the rows; ends with 1 where anything is. It writes nothing."""

    help = "Check that the database is whole: links, offsets, numbers, titles, the search index, the file itself."

    def handle(self, *args: Any, **options: Any) -> None:
        count = 0
        for one in all_checks():
            before = count
            for fault in one(settings.READER_DATABASE):
                self.stdout.write(f"{fault.kind} {fault.row}: {fault.what}")
                count += 1
            if count == before and options["verbosity"] > 1:
                self.stdout.write(_("ok: %(what)s") % {"what": (one.__doc__ or one.__name__).splitlines()[0]})
        if count:
            message = ngettext("%(count)d thing is wrong.", "%(count)d things are wrong.", count)
            raise CommandError(message % {"count": count})
        self.stdout.write(_("Everything that must hold does."))
