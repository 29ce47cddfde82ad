"""The settings of the sites that tests start: those of the local profile, with cheap hashes of passwords.

How passwords are hashed has tests of its own, and tests/newsroom/test_live_server.py logs in with the real hashes.
"""

from newsroom.settings import *  # noqa: F403

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
