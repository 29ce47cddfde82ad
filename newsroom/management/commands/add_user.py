"""Make an account, and let it into a project: ``manage.py add_user ana --email ana@example.org --project talks``."""

from getpass import getpass
from typing import Any

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser

from newsroom.actions.accounts import confirm_address
from newsroom.actions.projects import add_member, create_project
from newsroom.models import Project, Role, User


class Command(BaseCommand):
    """Asks for the password, or reads one line from standard input with ``--password-stdin``."""

    help = "Make an account, and let it into a project with a role; a project that is not there is made."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("username")
        parser.add_argument("--email", required=True)
        parser.add_argument("--name", default="", help="what colleagues read beside a note")
        parser.add_argument("--project", default="", help="key of the project")
        parser.add_argument("--role", choices=Role.values, default=Role.ANALYST)
        parser.add_argument("--password-stdin", action="store_true")

    def handle(self, *args: Any, **options: Any) -> None:
        user = User.objects.filter(username=options["username"]).first()
        if user is None:
            user = self._make(options)
            self.stdout.write(f"Made the account {user.username}.")
        if options["project"]:
            self._let_in(user, options["project"], options["role"])

    def _make(self, options: dict[str, Any]) -> User:
        password = input() if options["password_stdin"] else getpass("Password: ")
        user = User(username=options["username"], email=options["email"], display_name=options["name"])
        try:
            validate_password(password, user)
            user.set_password(password)
            user.full_clean()
        except ValidationError as error:
            raise CommandError(" ".join(error.messages)) from error
        user.save()
        confirm_address(user=user)
        return user

    def _let_in(self, user: User, key: str, role: str) -> None:
        project = Project.objects.filter(key=key).first()
        if project is None:
            project = create_project(by=user, name=key, key=key)
            self.stdout.write(f"Made the project {key}, owned by {user.username}.")
            return
        add_member(by=user, project=project, user=user, role=role)
        self.stdout.write(f"{user.username} is in {key} as {role}.")
