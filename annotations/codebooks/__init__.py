"""Codebooks as files: CSV, JSON and REFI-QDA, in and out. Pure but for what reads XML safely."""
