"""Addresses: the columns of tables."""

from django.urls import URLPattern, path

from newsroom.views.mappings import job_columns

urlpatterns: list[URLPattern] = [path("import/jobs/<uuid:uuid>/columns/", job_columns, name="job_columns")]
