"""What Margin changes about allauth's second factors: their secrets are kept encrypted."""

import base64
import hashlib

from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.totp.internal.auth import generate_totp_secret
from cryptography.fernet import Fernet, InvalidToken
from django.conf import settings


class Adapter(DefaultMFAAdapter):
    """Secrets of authenticator apps and recovery codes are worth nothing to whoever has the database alone."""

    def encrypt(self, text: str) -> str:
        return _box().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        """Return the secret; one that no code fits where SECRET_KEY is not the one that it was kept with."""
        try:
            return _box().decrypt(encrypted_text.encode()).decode()
        except InvalidToken:
            return generate_totp_secret()


def _box() -> Fernet:
    key = hashlib.sha256(b"margin second factors " + settings.SECRET_KEY.encode()).digest()
    return Fernet(base64.urlsafe_b64encode(key))
