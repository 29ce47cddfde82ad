"""Signing in, and bringing texts in through the site, so that their sources are kept."""

from typing import Any

from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from newsroom.models import Article, Project, Source, User


def signed_in(user: User | None, **options: Any) -> Client:
    """Return a client of somebody, or of nobody; a view that breaks answers 500 as it would on the server."""
    client = Client(raise_request_exception=False, **options)
    if user is not None:
        client.force_login(user)
    return client


def visitor(world: Any, who: str) -> Client:
    """Return a new client that knows nothing but the session to which somebody signed in when first asked for."""
    name = settings.SESSION_COOKIE_NAME
    if who not in world.sessions:
        cookie = world.client(who).cookies.get(name)
        world.sessions[who] = cookie.value if cookie else ""
    client = signed_in(None)
    if world.sessions[who]:
        client.cookies[name] = world.sessions[who]
    return client


def uploaded(project: Project, by: User, mark: str, *texts: str) -> Source:
    """Send files to the site and return the first of what waits in the preview."""
    files = [SimpleUploadedFile(f"{mark}-{number}.txt", text.encode()) for number, text in enumerate(texts)]
    answer = signed_in(by).post(reverse("import_new", args=[project.key]), {"files": files})
    batch = answer.url.strip("/").rpartition("/")[2]
    return Source.objects.filter(batch=batch).order_by("id")[0]


def imported(project: Project, by: User, mark: str, text: str) -> Article:
    """Import a text through the site, so that its source is kept."""
    source = uploaded(project, by, mark, text)
    signed_in(by).post(reverse("import_preview", args=[project.key, source.batch]), {"do": "save"})
    return Article.objects.get(revisions__source=source)
