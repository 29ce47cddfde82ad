"""Addresses of what the log tells: activity, histories, the trash."""

from django.urls import URLPattern, path

from annotations.views.activity import activity_list
from annotations.views.object_log import object_history, state_restore
from annotations.views.take_back import activity_take_back
from annotations.views.taken import activity_taken
from annotations.views.trash import trash_list

urlpatterns: list[URLPattern] = [
    path("activity/", activity_list, name="activity_list"),
    path("activity/take-back/", activity_take_back, name="activity_take_back"),
    path("activity/taken/<uuid:taken>/", activity_taken, name="activity_taken"),
    path("history/<slug:kind>/<uuid:uuid>/", object_history, name="object_history"),
    path("history/<slug:kind>/<uuid:uuid>/restore/", state_restore, name="state_restore"),
    path("trash/", trash_list, name="trash_list"),
]
