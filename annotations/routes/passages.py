"""Addresses of the passages and of the files."""

from django.urls import URLPattern, path

from annotations.views.exports import articles_export, passages_export, replies_export
from annotations.views.passages import passages_file, passages_list, passages_menu
from annotations.views.retag import passages_retag

urlpatterns: list[URLPattern] = [
    path("passages/", passages_list, name="passages_list"),
    path("passages/export/", passages_export, name="passages_export"),
    path("passages/file/", passages_file, name="passages_file"),
    path("passages/retag/", passages_retag, name="passages_retag"),
    path("passages/filters/<slug:menu>/", passages_menu, name="passages_menu"),
    path("replies/export/", replies_export, name="replies_export"),
    path("articles/export/", articles_export, name="articles_export"),
]
