"""Addresses that belong to no project: where one starts."""

from django.urls import URLPattern, path

from newsroom.views.projects import first_run, project_list, project_new
from newsroom.views.theme import theme_set

urlpatterns: list[URLPattern] = [
    path("", project_list, name="project_list"),
    path("projects/new/", project_new, name="project_new"),
    path("welcome/", first_run, name="first_run"),
    path("theme/", theme_set, name="theme_set"),
]
