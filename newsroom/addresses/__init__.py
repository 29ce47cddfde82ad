"""Addresses of the newsroom app, one module a noun."""
