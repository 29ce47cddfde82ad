"""Addresses: feeds."""

from django.urls import URLPattern, path

from newsroom.views.feeds import (
    feed_edit,
    feed_fetch,
    feed_list,
    feed_new,
    feed_pause,
    feed_remove,
    feed_resume,
    feed_show,
)

urlpatterns: list[URLPattern] = [
    path("feeds/", feed_list, name="feed_list"),
    path("feeds/new/", feed_new, name="feed_new"),
    path("feeds/<uuid:uuid>/", feed_show, name="feed_show"),
    path("feeds/<uuid:uuid>/edit/", feed_edit, name="feed_edit"),
    path("feeds/<uuid:uuid>/pause/", feed_pause, name="feed_pause"),
    path("feeds/<uuid:uuid>/resume/", feed_resume, name="feed_resume"),
    path("feeds/<uuid:uuid>/remove/", feed_remove, name="feed_remove"),
    path("feeds/<uuid:uuid>/fetch/", feed_fetch, name="feed_fetch"),
]
