"""Take all second factors off an account whose owner lost them: ``manage.py reset_factors ana``."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from newsroom.actions.accounts import reset_factors
from newsroom.models import User


class Command(BaseCommand):
    """Removes authenticator app, passkeys and recovery codes, ends all sessions, and writes a line to the server's log."""

    help = "Take all second factors off an account and end its sessions. Be sure who asks."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("username")

    def handle(self, *args: Any, **options: Any) -> None:
        user = User.objects.filter(username=options["username"]).first()
        if user is None:
            raise CommandError(f"There is no account {options['username']}.")
        number = reset_factors(user=user)
        self.stdout.write(f"Removed {number} second factors of {user.username} and ended all sessions.")
