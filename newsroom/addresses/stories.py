"""Addresses: stories, which are copies of one text."""

from django.urls import URLPattern, path

from newsroom.views.stories import story_join, story_leave, story_show

urlpatterns: list[URLPattern] = [
    path("stories/join/", story_join, name="story_join"),
    path("stories/<uuid:uuid>/", story_show, name="story_show"),
    path("stories/<uuid:uuid>/leave/", story_leave, name="story_leave"),
]
