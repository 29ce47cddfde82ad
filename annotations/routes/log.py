"""Addresses of what the log tells: activity, histories, the trash."""

from django.urls import URLPattern, path

from annotations.views.activity import activity_list

urlpatterns: list[URLPattern] = [
    path("activity/", activity_list, name="activity_list"),
]
