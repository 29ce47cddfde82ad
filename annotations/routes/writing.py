"""Addresses: highlighting and tagging."""

from django.urls import URLPattern, path

from annotations.views import annotations, options, taggings

urlpatterns: list[URLPattern] = [
    path("articles/<uuid:article>/tag/", annotations.annotation_new, name="annotation_new"),
    path("articles/<uuid:article>/annotations/", annotations.annotation_add, name="annotation_add"),
    path("articles/<uuid:article>/options/", options.tagging_options, name="tagging_options"),
    path("annotations/<uuid:annotation>/edit/", annotations.annotation_edit, name="annotation_edit"),
    path("annotations/<uuid:annotation>/note/", annotations.annotation_note, name="annotation_note"),
    path("annotations/<uuid:annotation>/visibility/", annotations.annotation_visibility, name="annotation_visibility"),
    path("annotations/<uuid:annotation>/place/", annotations.annotation_place, name="annotation_place"),
    path("annotations/<uuid:annotation>/remove/", annotations.annotation_remove, name="annotation_remove"),
    path("annotations/<uuid:annotation>/taggings/", taggings.tagging_add, name="tagging_add"),
    path("taggings/<uuid:tagging>/", taggings.tagging_edit, name="tagging_edit"),
    path("taggings/<uuid:tagging>/remove/", taggings.tagging_remove, name="tagging_remove"),
]
