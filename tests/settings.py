"""The settings of the tests: the local profile with a data directory of its own, cheap hashes, one database.

MARGIN_TEST_DATABASE=postgresql takes the server at DATABASE_URL, or starts one for this run (tests/postgres.py).
"""

import atexit
import os
import shutil
import tempfile

from tests import postgres, shared

os.environ["MARGIN_PROFILE"] = "local"
os.environ["DATA_DIR"] = tempfile.mkdtemp(prefix="margin-test-")
atexit.register(shutil.rmtree, os.environ["DATA_DIR"], ignore_errors=True)
os.environ["SECRET_KEY"] = "a key that only the tests use, long enough for every check of its length"
for name in ("ALLOWED_HOSTS", "BASE_URL", "PORT", "LANGUAGE_CODE", "TIME_ZONE"):
    os.environ.pop(name, None)
shared.open_shared()
if postgres.is_asked_for():
    os.environ["DATABASE_URL"] = postgres.url()
else:
    os.environ.pop("DATABASE_URL", None)

from newsroom.settings import *  # noqa: E402, F403
from newsroom.settings import DATABASES, STORAGES  # noqa: E402

ALLOWED_HOSTS = ["testserver", "127.0.0.1", "localhost"]
# A test runs in one transaction that no second connection could see into, so every alias is the same one.
DATABASES = {"default": {**DATABASES["default"]}}
DATABASES["default"]["OPTIONS"].pop("pool", None)
if DATABASES["default"]["ENGINE"] == "newsroom.sqlite":
    DATABASES["default"]["TEST"] = {"NAME": ":memory:"}  # one per process, whatever the plugins call it
READER_DATABASE = "default"
CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
STORAGES = {**STORAGES, "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}
