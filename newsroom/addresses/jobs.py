"""Addresses: background jobs."""

from django.urls import URLPattern, path

from newsroom.views.jobs import job_change, job_list, job_progress, job_show

urlpatterns: list[URLPattern] = [
    path("import/jobs/", job_list, name="job_list"),
    path("import/jobs/<uuid:uuid>/", job_show, name="job_show"),
    path("import/jobs/<uuid:uuid>/progress/", job_progress, name="job_progress"),
    path("import/jobs/<uuid:uuid>/change/", job_change, name="job_change"),
]
