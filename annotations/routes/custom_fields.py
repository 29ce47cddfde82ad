"""Addresses of the fields that a project defines."""

from django.urls import URLPattern, path

from annotations.views import custom_fields

urlpatterns: list[URLPattern] = [
    path("fields/", custom_fields.field_list, name="field_list"),
    path("fields/new/", custom_fields.field_new, name="field_new"),
    path("fields/<uuid:field>/edit/", custom_fields.field_edit, name="field_edit"),
    path("fields/<uuid:field>/move/", custom_fields.field_move, name="field_move"),
    path("fields/<uuid:field>/remove/", custom_fields.field_remove, name="field_remove"),
    path("fields/<uuid:field>/restore/", custom_fields.field_restore, name="field_restore"),
]
