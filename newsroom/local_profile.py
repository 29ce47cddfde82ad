"""What the local profile makes and refuses, so that one machine needs no configuration and is open to no other."""

import ipaddress
import os
import secrets
from pathlib import Path

from newsroom.environment import SettingError


def own_secret_key(path: Path) -> str:
    """The key in the file; made on the first call, readable by its owner only.

    Two processes that start together end with the same key: the file is written aside and linked into place, and
    the second link fails.
    """
    if not path.exists():
        aside = path.with_name(f"{path.name}.{os.getpid()}")
        descriptor = os.open(aside, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(descriptor, "w", encoding="ascii") as file:
            file.write(secrets.token_urlsafe(64))
        try:
            os.link(aside, path)
        except FileExistsError:
            pass
        finally:
            aside.unlink()
    return path.read_text(encoding="ascii").strip()


def loopback_hosts(hosts: list[str]) -> list[str]:
    """The hosts, unless one of them can be reached from another machine: then SettingError."""
    for host in hosts:
        if not _is_loopback(host):
            problem = f"must be loopback addresses in the local profile, not {host!r}"
            raise SettingError("ALLOWED_HOSTS", problem, "127.0.0.1,localhost")
    return hosts


def _is_loopback(host: str) -> bool:
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return False
