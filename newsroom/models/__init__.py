"""What was published and by whom it is read: one module a noun."""

from newsroom.models.article import Article, PublishedPrecision, Release
from newsroom.models.custom_field import CustomField, FieldKind, FieldSubject
from newsroom.models.feed import Feed, FeedEntry, FeedStatus, FeedText
from newsroom.models.fingerprint import Landmark, Sketch
from newsroom.models.invitation import Invitation
from newsroom.models.job import ItemStatus, Job, JobFile, JobFilePart, JobItem, JobStatus
from newsroom.models.log import Action, Event
from newsroom.models.mapping import TableMapping
from newsroom.models.outlet import Outlet
from newsroom.models.project import ClaimsBy, Membership, Project, Role
from newsroom.models.revision import Revision, RevisionChange
from newsroom.models.source import Source
from newsroom.models.user import User

__all__ = [
    "Action",
    "Article",
    "ClaimsBy",
    "CustomField",
    "Event",
    "Feed",
    "FeedEntry",
    "FeedStatus",
    "FeedText",
    "FieldKind",
    "FieldSubject",
    "Invitation",
    "ItemStatus",
    "Job",
    "JobFile",
    "JobFilePart",
    "JobItem",
    "JobStatus",
    "Landmark",
    "Membership",
    "Outlet",
    "Project",
    "PublishedPrecision",
    "Release",
    "Revision",
    "RevisionChange",
    "Role",
    "Sketch",
    "Source",
    "TableMapping",
    "User",
]
