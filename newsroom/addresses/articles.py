"""Addresses: what is known about articles. Reading one is the annotations app's."""

from django.urls import URLPattern, path

from newsroom.views.articles import article_edit, article_remove, articles_edit, source_show

urlpatterns: list[URLPattern] = [
    path("articles/edit/", articles_edit, name="articles_edit"),
    path("articles/<uuid:uuid>/edit/", article_edit, name="article_edit"),
    path("articles/<uuid:uuid>/remove/", article_remove, name="article_remove"),
    path("articles/<uuid:uuid>/source/", source_show, name="source_show"),
]
