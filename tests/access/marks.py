"""The marks by which a leak is seen."""

MARK = "qzxmark"
"""Stands in everything that the project has: no outsider may ever be sent it."""
PRIVATE = "qzxalone"
"""Stands in the note of alice's private annotation: nobody but her may be sent it."""
