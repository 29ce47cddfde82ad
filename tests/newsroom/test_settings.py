import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from newsroom.databases import postgresql_databases
from newsroom.environment import DatabaseUrl, Environment, SettingError
from newsroom.local_profile import loopback_hosts, own_secret_key

ROOT = Path(__file__).resolve().parents[2]
PRODUCTION = {
    "SECRET_KEY": "k3mSx-9dQw2_fJ7hTzVbN5cLpR8yG1uA4eXoI6sWqZ0vBnMtYr",
    "ALLOWED_HOSTS": "margin.example.org",
    "BASE_URL": "https://margin.example.org",
}

COOKIE_SETTINGS = ("NAME", "SECURE", "HTTPONLY", "SAMESITE", "PATH", "DOMAIN")


def show(code: str, tmp_path: Path, **variables: str) -> subprocess.CompletedProcess[str]:
    """Runs code in a process of its own that has these variables and no others of ours."""
    kept = {"PATH": os.environ["PATH"], "DATA_DIR": str(tmp_path), "DJANGO_SETTINGS_MODULE": "newsroom.settings"}
    command = [sys.executable, "-c", f"from django.conf import settings\n{code}"]
    return subprocess.run(command, cwd=ROOT, env=kept | variables, capture_output=True, text=True, timeout=60)


@pytest.mark.parametrize("missing", sorted(PRODUCTION))
def test_production_refuses_to_start_without(missing, tmp_path):
    variables = {name: value for name, value in PRODUCTION.items() if name != missing}
    done = show("settings.DEBUG", tmp_path, **variables)
    assert done.returncode != 0
    assert f"ImproperlyConfigured: {missing} is not set. Example: {missing}=" in done.stderr


@pytest.mark.parametrize(
    ("name", "value", "problem"),
    [
        ("SECRET_KEY", "short", "at least 50 random characters"),
        ("SECRET_KEY", "django-insecure-" + PRODUCTION["SECRET_KEY"], "at least 50 random characters"),
        ("ALLOWED_HOSTS", "*", "must name the hosts"),
        ("BASE_URL", "http://margin.example.org", "must start with https://"),
        ("BASE_URL", "https://margin.example.org/sub", "scheme and host only"),
        ("DATABASE_URL", "mysql://host/name", "must start with postgres://"),
        ("WORKERS", "many", "must be a whole number"),
        ("TRUST_PROXY", "perhaps", "must be yes or no"),
        ("MARGIN_PROFILE", "debug", "must be one of production, local"),
    ],
)
def test_a_bad_value_is_named_with_an_example(name, value, problem, tmp_path):
    done = show("settings.DEBUG", tmp_path, **(PRODUCTION | {name: value}))
    assert f"{name} " in done.stderr
    assert problem in done.stderr
    assert "Example: " in done.stderr


def test_cookies_of_production_are_for_this_host_over_https_and_for_no_script(tmp_path):
    kinds = [f"settings.{cookie}_COOKIE_{name}" for cookie in ("SESSION", "CSRF") for name in COOKIE_SETTINGS]
    done = show(f"print({', '.join(kinds)})", tmp_path, **PRODUCTION)
    assert done.stdout.split() == [
        *("__Host-session", "True", "True", "Lax", "/", "None"),
        *("__Host-csrf", "True", "True", "Lax", "/", "None"),
    ]


def test_production_is_https_and_remembers_it(tmp_path):
    code = (
        "print(settings.SECURE_SSL_REDIRECT, settings.SECURE_HSTS_SECONDS, settings.SECURE_HSTS_PRELOAD,"
        " settings.SESSION_COOKIE_NAME, settings.CSRF_COOKIE_SECURE, settings.DEBUG, settings.SECURE_PROXY_SSL_HEADER)"
    )
    done = show(code, tmp_path, **PRODUCTION)
    assert done.stdout.split() == ["True", "31536000", "False", "__Host-session", "True", "False", "None"]


def test_production_reads_its_key_from_a_file(tmp_path):
    key = tmp_path / "key"
    key.write_text(PRODUCTION["SECRET_KEY"] + "\n")
    variables = {name: value for name, value in PRODUCTION.items() if name != "SECRET_KEY"}
    done = show("print(settings.SECRET_KEY)", tmp_path, SECRET_KEY_FILE=str(key), **variables)
    assert done.stdout.strip() == PRODUCTION["SECRET_KEY"]


def test_local_profile_needs_nothing_and_makes_its_own_key(tmp_path):
    code = "print(settings.SECRET_KEY); print(settings.SECURE_SSL_REDIRECT, settings.DEBUG)"
    first, second = (show(code, tmp_path, MARGIN_PROFILE="local").stdout for _ in range(2))
    assert first == second
    assert len(first.split()[0]) > 60
    assert first.split()[1:] == ["False", "False"]
    assert stat.S_IMODE((tmp_path / "secret_key").stat().st_mode) == 0o600


def test_two_processes_that_start_together_get_one_key(tmp_path):
    path = tmp_path / "secret_key"
    assert own_secret_key(path) == own_secret_key(path) == path.read_text()
    assert [name.name for name in tmp_path.iterdir()] == ["secret_key"]


@pytest.mark.parametrize("host", ["margin.example.org", "0.0.0.0", "192.168.1.4", "*", ".localhost.example"])
def test_local_profile_refuses_hosts_that_others_can_reach(host):
    with pytest.raises(SettingError, match="loopback"):
        loopback_hosts(["127.0.0.1", host])


def test_loopback_hosts_are_taken():
    hosts = ["127.0.0.1", "localhost", "[::1]", "127.8.0.1"]
    assert loopback_hosts(hosts) == hosts


def test_postgresql_address_is_taken_apart():
    url = DatabaseUrl.parse("postgresql://ann:p%40ss@db.example:6432/margin?sslmode=verify-full")
    assert (url.host, url.port, url.name, url.user, url.password) == ("db.example", "6432", "margin", "ann", "p@ss")
    assert url.options == {"sslmode": "verify-full"}


def test_postgresql_over_a_socket_directory():
    url = DatabaseUrl.parse("postgres:///margin?host=/run/postgresql")
    assert (url.host, url.name, url.options) == ("/run/postgresql", "margin", {})


@pytest.mark.parametrize("url", ["sqlite:///x", "postgres://host", "postgres://host/a/b", "postgres://host:x/a"])
def test_an_address_of_no_database_is_refused(url):
    with pytest.raises(SettingError, match="DATABASE_URL"):
        DatabaseUrl.parse(url)


def test_a_readable_value_is_needed_for_a_secret_file(tmp_path):
    with pytest.raises(SettingError, match="cannot be read"):
        Environment({"SECRET_KEY_FILE": str(tmp_path / "none")}).secret("SECRET_KEY", "SECRET_KEY_FILE", "x")


@pytest.mark.parametrize(("asked", "given"), [("", 5), ("?prepare_threshold=off", None), ("?prepare_threshold=9", 9)])
def test_the_server_prepares_statements_unless_that_is_turned_off(asked, given):
    url = DatabaseUrl.parse(f"postgres:///margin{asked}")
    assert postgresql_databases(url, 2)["reader"]["OPTIONS"]["prepare_threshold"] == given


def test_a_threshold_that_is_no_number_is_refused():
    with pytest.raises(SettingError, match="prepare_threshold"):
        postgresql_databases(DatabaseUrl.parse("postgres:///margin?prepare_threshold=often"), 2)


def test_what_the_address_says_of_plans_comes_after_ours_and_before_the_time_limits():
    url = DatabaseUrl.parse("postgres:///margin?options=-c%20random_page_cost=4%20-c%20lock_timeout=1")
    options = postgresql_databases(url, 2)["default"]["OPTIONS"]["options"]
    assert [part for part in options.split() if part != "-c"][:5] == [
        "random_page_cost=1.1",
        "jit=off",
        "random_page_cost=4",
        "lock_timeout=1",
        "lock_timeout=20000",
    ]


def test_postgresql_profile_has_a_pool_and_a_read_only_alias(tmp_path):
    code = (
        "one, two = settings.DATABASES['default'], settings.DATABASES['reader']\n"
        "print(one['OPTIONS']['pool']['max_size'], one['CONN_MAX_AGE'], 'read_only=on' in two['OPTIONS']['options'],"
        " 'cache' in settings.DATABASES)"
    )
    variables = PRODUCTION | {"DATABASE_URL": "postgres://u@h/margin", "DATABASE_POOL": "7"}
    assert show(code, tmp_path, **variables).stdout.split() == ["7", "0", "True", "False"]
