"""Addresses: blind mode."""

from django.urls import URLPattern, path

from newsroom.views.blinding import article_blind, blindfold_set

urlpatterns: list[URLPattern] = [
    path("articles/<uuid:uuid>/blind/", article_blind, name="article_blind"),
    path("blindfold/", blindfold_set, name="blindfold_set"),
]
