"""Addresses of the list of edited articles."""

from django.urls import URLPattern, path

from annotations.views.edits import edits_list

urlpatterns: list[URLPattern] = [path("edits/", edits_list, name="edits_list")]
