"""The places in which one speaker is said to say something, a page at a time, newest first."""

from annotations.place_order import newest
from annotations.place_rows import PlacePage, page_of
from annotations.speaker_ledger import Told
from newsroom.models import Project


def place_page(project: Project, told: Told, page: int) -> PlacePage:
    """Return one page of places; those without a date are last."""
    return page_of(project, told.ledger, newest(told.ledger), page, told.claims.__getitem__)
