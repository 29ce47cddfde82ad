"""Asking feeds for new articles: the worker's part. ``newsroom.feeds`` is its door."""
