"""Addresses of an article's wordings."""

from django.urls import URLPattern, path

from annotations.views import copies, revisions

urlpatterns: list[URLPattern] = [
    path("articles/<uuid:uuid>/revisions/", revisions.article_revisions, name="article_revisions"),
    path("articles/<uuid:uuid>/revisions/<int:number>/", revisions.article_revision, name="article_revision"),
    path(
        "articles/<uuid:uuid>/revisions/<int:number>/cards/",
        revisions.article_revision_cards,
        name="article_revision_cards",
    ),
    path(
        "articles/<uuid:uuid>/revisions/<int:number>/notes/",
        revisions.article_revision_notes,
        name="article_revision_notes",
    ),
    path(
        "articles/<uuid:uuid>/revisions/<int:number>/source/",
        revisions.article_revision_source,
        name="article_revision_source",
    ),
    path("articles/<uuid:uuid>/compare/", revisions.article_compare, name="article_compare"),
    path("stories/<uuid:uuid>/compare/", copies.story_compare, name="story_compare"),
    path("articles/<uuid:uuid>/check/", revisions.article_check, name="article_check"),
]
