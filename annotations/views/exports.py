"""CSV files of what the passages page shows, and of the articles with everybody's state."""

from collections.abc import Iterator

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.views.decorators.http import require_GET

from annotations.exports import files
from annotations.exports.options import KEYS, read_options, refuse_past
from annotations.passage_query import ask, rows
from annotations.passages import BadFilter, parse
from annotations.views.passages import PAGE_KEYS, bad_filter
from newsroom import access
from newsroom.spooling import SpooledResponse


@require_GET
def passages_export(request: HttpRequest, project: str) -> HttpResponseBase:
    """Send what the passages page with the same address shows: one row per annotation and tagging."""
    membership = access.member(request, project)
    try:
        filter = parse(request.GET, (*KEYS, *PAGE_KEYS))
        options = read_options(request.GET)
        refuse_past(filter, options.as_of)
        rows(ask(membership.project, membership, filter))  # says now, and not in the middle of a file, what is wrong
    except BadFilter as error:
        return bad_filter(request, membership, error)
    write, ending, kind = files.annotations_csv, "csv", files.CSV
    if options.audience == "scripts":
        write, ending, kind = files.annotations_zip, "zip", files.ZIP
    chunks = write(membership.project, membership, filter, options)
    return _download(chunks, files.filename(membership.project, "annotations", ending), kind)


@require_GET
def articles_export(request: HttpRequest, project: str) -> HttpResponseBase:
    """Send every article with every analyst's state, counts with zeros."""
    membership = access.member(request, project)
    try:
        filter = parse(request.GET, KEYS)
        options = read_options(request.GET)
    except BadFilter as error:
        return bad_filter(request, membership, error)
    chunks = files.articles_csv(membership.project, membership, filter.private, options)
    return _download(chunks, files.filename(membership.project, "articles"), files.CSV)


@require_GET
def replies_export(request: HttpRequest, project: str) -> HttpResponseBase:
    """Send every reply under annotations that everybody in the project sees."""
    membership = access.member(request, project)
    try:
        options = read_options(request.GET)
    except BadFilter as error:
        return bad_filter(request, membership, error)
    chunks = files.replies_csv(membership.project, membership, options)
    return _download(chunks, files.filename(membership.project, "replies"), files.CSV)


def _download(chunks: Iterator[bytes], name: str, kind: str) -> SpooledResponse:
    return SpooledResponse(chunks, content_type=kind, headers={"Content-Disposition": f'attachment; filename="{name}"'})
