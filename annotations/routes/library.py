"""Addresses of the library."""

from django.urls import URLPattern, path

from annotations.views.library import library, library_menu

urlpatterns: list[URLPattern] = [
    path("", library, name="library"),
    path("filters/<slug:menu>/", library_menu, name="library_menu"),
]
