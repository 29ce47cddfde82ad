"""Reads settings from environment variables and says exactly what is wrong with one.

Pure: takes a mapping, so that tests need no real environment. Every error names the variable, what is wrong with
its value, and an example of a good one.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import parse_qsl, unquote, urlsplit

TRUE = frozenset({"1", "true", "yes", "on"})
FALSE = frozenset({"0", "false", "no", "off", ""})


class SettingError(ValueError):
    """A variable that is missing or makes no sense."""

    def __init__(self, name: str, problem: str, example: str) -> None:
        super().__init__(f"{name} {problem}. Example: {name}={example}")


@dataclass(frozen=True)
class Environment:
    """The variables, read by type.

    >>> Environment({"PORT": "8000"}).number("PORT", 1)
    8000
    """

    variables: Mapping[str, str] = field(default_factory=dict)

    def text(self, name: str, default: str = "") -> str:
        return self.variables.get(name, "").strip() or default

    def needed(self, name: str, example: str) -> str:
        """The value; raises SettingError when it is not set."""
        value = self.text(name)
        if not value:
            raise SettingError(name, "is not set", example)
        return value

    def number(self, name: str, default: int, example: str = "8000") -> int:
        value = self.text(name)
        try:
            return int(value) if value else default
        except ValueError:
            raise SettingError(name, f"must be a whole number, not {value!r}", example) from None

    def flag(self, name: str, default: bool = False) -> bool:
        value = self.variables.get(name)
        if value is None:
            return default
        if value.strip().lower() in TRUE:
            return True
        if value.strip().lower() in FALSE:
            return False
        raise SettingError(name, f"must be yes or no, not {value!r}", "yes")

    def words(self, name: str, default: list[str], example: str) -> list[str]:
        """Values parted by commas."""
        value = self.text(name)
        words = [word.strip() for word in value.split(",") if word.strip()] if value else list(default)
        if not words:
            raise SettingError(name, "is not set", example)
        return words

    def origins(self, name: str, example: str) -> list[str]:
        """Hosts with their ports, parted by commas; none where the variable is not set."""
        words = [word.strip().lower() for word in self.text(name).split(",") if word.strip()]
        for word in words:
            host, _colon, port = word.rpartition(":")
            if not host or not port.isascii() or not port.isdigit() or "/" in host or "@" in host:
                raise SettingError(name, f"must be hosts with ports, parted by commas, not {word!r}", example)
        return words

    def one_of(self, name: str, choices: tuple[str, ...], default: str) -> str:
        value = self.text(name, default)
        if value not in choices:
            raise SettingError(name, f"must be one of {', '.join(choices)}, not {value!r}", choices[0])
        return value

    def base_url(self, name: str, schemes: tuple[str, ...], example: str, default: str = "") -> str:
        """Scheme and host of the site, without a slash at the end; a path below the host is not supported."""
        value = self.text(name, default) or self.needed(name, example)
        parts = urlsplit(value)
        if parts.scheme not in schemes or not parts.hostname:
            raise SettingError(name, f"must start with {' or '.join(schemes)}:// and a host, not {value!r}", example)
        if parts.path.strip("/") or parts.query or parts.fragment or parts.username:
            raise SettingError(name, f"must be scheme and host only, not {value!r}", example)
        return f"{parts.scheme}://{parts.netloc}"

    def secret(self, name: str, file_name: str, example: str) -> str:
        """A secret from NAME, or from the file that FILE_NAME points to; short and well-known ones are refused."""
        path = self.text(file_name)
        value = self._read(file_name, path) if path else self.needed(name, example)
        if len(value) < 50 or len(set(value)) < 5 or value.startswith("django-insecure-"):
            raise SettingError(name, "must be at least 50 random characters", example)
        return value

    def issuer(self, name: str, schemes: tuple[str, ...], example: str) -> str:
        """The address of an OpenID Connect issuer, as it calls itself; empty where the variable is not set."""
        value = self.text(name)
        parts = urlsplit(value)
        if value and (parts.scheme not in schemes or not parts.hostname or parts.query or parts.fragment):
            raise SettingError(name, f"must start with {' or '.join(schemes)}:// and a host, not {value!r}", example)
        return value

    def given(self, name: str, file_name: str, example: str) -> str:
        """A secret that somebody else gave us: from NAME, or from the file that FILE_NAME points to."""
        path = self.text(file_name)
        return self._read(file_name, path) if path else self.needed(name, example)

    def _read(self, name: str, path: str) -> str:
        try:
            return Path(path).read_text(encoding="utf-8").strip()
        except OSError as error:
            raise SettingError(name, f"cannot be read ({error.strerror})", "/run/secrets/margin_secret_key") from None


@dataclass(frozen=True)
class DatabaseUrl:
    """A PostgreSQL address, taken apart.

    >>> DatabaseUrl.parse("postgres://ann:s%40fe@db.example:6432/margin?sslmode=require").password
    's@fe'
    """

    host: str
    port: str
    name: str
    user: str
    password: str
    options: dict[str, str]

    @classmethod
    def parse(cls, url: str) -> "DatabaseUrl":
        """Raises SettingError for anything but postgres:// or postgresql:// with a database name.

        What stands after the question mark goes to libpq as it is; `host` there may name a socket directory.
        """
        example = "postgres://margin:password@localhost:5432/margin"
        parts = urlsplit(url)
        name = unquote(parts.path.lstrip("/"))
        if parts.scheme not in ("postgres", "postgresql"):
            raise SettingError("DATABASE_URL", "must start with postgres://", example)
        if not name or "/" in name:
            raise SettingError("DATABASE_URL", "must end with the name of one database", example)
        try:
            port = str(parts.port or "")
        except ValueError:
            raise SettingError("DATABASE_URL", "has a port that is no number", example) from None
        options = dict(parse_qsl(parts.query))
        host = unquote(parts.hostname or "") or options.pop("host", "")
        return cls(host, port, name, unquote(parts.username or ""), unquote(parts.password or ""), options)
