"""Addresses: who is in a project, and the settings of one."""

from django.urls import URLPattern, path

from newsroom.views.members import (
    invitation_make,
    invitation_revoke,
    member_end,
    member_list,
    member_role,
)
from newsroom.views.project_settings import project_archive, project_remove, project_settings

urlpatterns: list[URLPattern] = [
    path("members/", member_list, name="member_list"),
    path("members/<uuid:uuid>/role/", member_role, name="member_role"),
    path("members/<uuid:uuid>/end/", member_end, name="member_end"),
    path("invitations/", invitation_make, name="invitation_make"),
    path("invitations/<uuid:uuid>/revoke/", invitation_revoke, name="invitation_revoke"),
    path("settings/", project_settings, name="project_settings"),
    path("settings/archive/", project_archive, name="project_archive"),
    path("settings/remove/", project_remove, name="project_remove"),
]
