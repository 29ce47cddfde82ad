"""Addresses that belong to no project: where one starts."""

from django.urls import URLPattern, path

from newsroom.views.invitations import invitation_accept, invitation_open
from newsroom.views.project_settings import project_bring_back
from newsroom.views.projects import first_run, project_list, project_new
from newsroom.views.theme import theme_set

urlpatterns: list[URLPattern] = [
    path("", project_list, name="project_list"),
    path("projects/new/", project_new, name="project_new"),
    path("projects/removed/<uuid:uuid>/", project_bring_back, name="project_bring_back"),
    path("welcome/", first_run, name="first_run"),
    path("invitation/", invitation_accept, name="invitation_accept"),
    path("invitation/<str:secret>/", invitation_open, name="invitation_open"),
    path("theme/", theme_set, name="theme_set"),
]
