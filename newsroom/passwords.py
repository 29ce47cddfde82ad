"""How passwords are hashed and how long they may be."""

from django.contrib.auth.hashers import Argon2PasswordHasher
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

LONGEST = 4096  # bytes; more would let one request keep a core busy


class Argon2(Argon2PasswordHasher):
    """Argon2id at the cost that OWASP's password storage sheet asks for: 19 MiB, two rounds, one lane.

    Django's own figures (100 MiB, eight lanes) took 290 ms of CPU a login, which a handful of clients turn into an
    attack; these take about 30 ms.
    """

    time_cost = 2
    memory_cost = 19 * 1024  # KiB
    parallelism = 1


class LongestPassword:
    """Refuses a password that is longer than a person would type."""

    def validate(self, password: str, user: object = None) -> None:
        if len(password.encode("utf-8", "surrogatepass")) > LONGEST:
            raise ValidationError(self.get_help_text(), code="password_too_long")

    def get_help_text(self) -> str:
        return _("Your password must be at most %(bytes)d bytes long.") % {"bytes": LONGEST}
