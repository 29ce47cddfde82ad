"""What was published and by whom it is read: one module a noun."""

from newsroom.models.article import Article, PublishedPrecision
from newsroom.models.log import Action, Event
from newsroom.models.outlet import Outlet
from newsroom.models.project import Membership, Project, Role
from newsroom.models.revision import Revision
from newsroom.models.source import Source
from newsroom.models.user import User

__all__ = [
    "Action",
    "Article",
    "Event",
    "Membership",
    "Outlet",
    "Project",
    "PublishedPrecision",
    "Revision",
    "Role",
    "Source",
    "User",
]
