"""Addresses of the annotations app, one module a noun."""
