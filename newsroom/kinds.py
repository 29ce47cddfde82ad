"""How the log knows the newsroom's objects: which fields it keeps, who may undo, what may stand on them."""

from collections.abc import Collection
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db.models import Q
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _

from newsroom import log, search
from newsroom.actions.custom_fields import field_stands
from newsroom.actions.putting_back import beside
from newsroom.actions.sketches import fingerprint
from newsroom.models import Article, CustomField, Event, Feed, Invitation, Membership, Outlet, Project, Role

ARTICLE_FIELDS = (
    "title",
    "is_title_made_up",
    "outlet",
    "byline",
    "authors",
    "url",
    "published_at",
    "published_precision",
    "published_zone",
    "language",
    "story",
    "is_partial",
    "address_key",
    "external_id",
    "release",
    "embargo_until",
    "section",
    "subjects",
    "current_revision",
    "words",
    "words_unit",
    "is_blind",
    "custom",
    "version",
    "updated_at",
    "deleted_at",
)

PROJECT_FIELDS = ("name", "archived_at", "deleted_at", "is_blind", "claims_by", "default_visibility")
PROJECT_FIELDS += ("starts_on_mine", "languages", "version")


def article_stands(article: Any, event: Event, moved: Collection[UUID] = ()) -> str:
    """Ask the annotations app, by name, what stands on the article or on the wording that ``event`` brought."""
    return str(import_string(settings.MARGIN_ARTICLE_GUARD)(article, event, moved))


def reword(article: Any) -> None:
    """Index and fingerprint the wording that an undo goes back to; the row in the database still has the other one."""
    old = Article.objects.select_related("current_revision").get(pk=article.pk).current_revision
    new = article.current_revision
    if old is not None and new is not None and old.pk != new.pk:
        search.forget(article.project, article.pk, old.text)
        search.index(article.project, [(article.pk, new.text)])
        fingerprint(article)


def outlet_stands(outlet: Any, event: Event, moved: Collection[UUID] = ()) -> str:
    """Name the articles that carry an outlet which is about to go, or one that was merged into it; not what goes before."""
    if not outlet.deleted_at:
        return ""
    carried = Article.objects.filter(Q(outlet=outlet) | Q(outlet__merged_into=outlet), deleted_at=None)
    count = beside(carried, moved) + beside(outlet.merged.filter(deleted_at=None), moved)
    return f"{outlet.name}: {count}" if count else ""


def membership_stands(membership: Any, event: Event) -> str:
    """Say what forbids to put a membership back: the last owner may not go, nobody is in twice."""
    others = Membership.objects.current().filter(project_id=membership.project_id).exclude(pk=membership.pk)
    if membership.ended_at is None and others.filter(user_id=membership.user_id).exists():
        return _("This person is a member again since.")
    stays_owner = membership.ended_at is None and membership.role == Role.OWNER
    if not stays_owner and not others.filter(role=Role.OWNER).exists():
        return _("A project always has an owner. Make somebody else an owner first.")
    return ""


def project_stands(project: Any, event: Event) -> str:
    """Undo neither removes a project nor brings one back: both have a page that asks first."""
    if "deleted_at" not in event.after:
        return ""
    return _("A project is removed in its settings, and brought back from the list of projects.")


def _ended(row: Any) -> None:
    """What undo would delete has no such column: a membership ends, an invitation is taken back."""
    if gone := row.__dict__.pop("deleted_at", None):
        setattr(row, "ended_at" if isinstance(row, Membership) else "revoked_at", gone)


def register() -> None:
    """Make the newsroom's kinds known to the log; called once at start."""
    log.register(
        log.Kind(
            "article",
            Article,
            ARTICLE_FIELDS,
            article_id=lambda row: row.pk,
            may=lambda membership, row: membership.can_edit,
            guard=article_stands,
            ahead=article_stands,
            rebuild=reword,
            fixed=("title", "is_title_made_up", "current_revision", "words", "words_unit"),
        )
    )
    log.register(
        log.Kind(
            "outlet",
            Outlet,
            ("name", "folded", "domain", "country", "merged_into", "version", "deleted_at"),
            article_id=lambda row: None,
            may=lambda membership, row: membership.can_edit,
            guard=outlet_stands,
            ahead=outlet_stands,
        )
    )
    log.register(
        log.Kind(
            "membership",
            Membership,
            ("role", "ended_at", "is_blindfolded"),
            article_id=lambda row: None,
            may=lambda membership, row: membership.role == Role.OWNER,
            guard=membership_stands,
            rebuild=_ended,
        )
    )
    log.register(
        log.Kind(
            "invitation",
            Invitation,
            ("role", "email", "expires_at", "used_at", "revoked_at"),
            article_id=lambda row: None,
            may=lambda membership, row: membership.role == Role.OWNER,
            told_to=lambda membership: membership.role == Role.OWNER,
            fixed=("used_at",),
            rebuild=_ended,
        )
    )
    log.register(
        log.Kind(
            "project",
            Project,
            PROJECT_FIELDS,
            article_id=lambda row: None,
            may=lambda membership, row: membership.role == Role.OWNER,
            of="pk",
            guard=project_stands,
            fixed=("archived_at", "deleted_at"),
        )
    )
    log.register(
        log.Kind(
            "custom_field",
            CustomField,
            ("label", "folded", "options", "position", "version", "updated_at", "deleted_at"),
            article_id=lambda row: None,
            may=lambda membership, row: membership.can_edit,
            guard=field_stands,
        )
    )
    log.register(
        log.Kind(
            "feed",
            Feed,
            # The worker writes its address (a feed moves) and its own title: undo must not trip over them.
            ("title", "outlet", "text_from", "status", "version", "deleted_at"),
            article_id=lambda row: None,
            may=lambda membership, row: membership.can_edit,
        )
    )
