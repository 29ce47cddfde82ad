"""Logging in with the accounts that a team has elsewhere: OpenID Connect, by settings (docs/openid.md)."""
