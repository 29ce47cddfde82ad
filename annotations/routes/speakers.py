"""Addresses of the speakers."""

from django.urls import URLPattern, path

from annotations.views import speaker_changes, speakers

urlpatterns: list[URLPattern] = [
    path("speakers/", speakers.speaker_list, name="speaker_list"),
    path("speakers/similar/", speakers.speakers_similar, name="speakers_similar"),
    path("speakers/<uuid:speaker>/", speakers.speaker_show, name="speaker_show"),
    path("speakers/<uuid:speaker>/edit/", speaker_changes.speaker_edit, name="speaker_edit"),
    path("speakers/<uuid:speaker>/merge/", speaker_changes.speaker_merge, name="speaker_merge"),
    path("speakers/<uuid:speaker>/separate/", speaker_changes.speaker_separate, name="speaker_separate"),
]
