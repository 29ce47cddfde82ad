"""Addresses of the reading page and what belongs to it, apart from writing."""

from django.urls import URLPattern, path

from annotations.views.history import article_history
from annotations.views.live import article_live
from annotations.views.permalinks import annotation_show
from annotations.views.preferences import preference_set
from annotations.views.reading import article_cards, article_legend, article_notes, article_read
from annotations.views.reading_state import reading_state_set
from annotations.views.steps import article_step
from annotations.views.undo import action_undo

urlpatterns: list[URLPattern] = [
    path("articles/<uuid:uuid>/", article_read, name="article_read"),
    path("articles/<uuid:uuid>/cards/", article_cards, name="article_cards"),
    path("articles/<uuid:uuid>/notes/", article_notes, name="article_notes"),
    path("articles/<uuid:uuid>/legend/", article_legend, name="article_legend"),
    path("articles/<uuid:uuid>/live/", article_live, name="article_live"),
    path("articles/<uuid:uuid>/history/", article_history, name="article_history"),
    path("articles/<uuid:uuid>/step/", article_step, name="article_step"),
    path("articles/<uuid:uuid>/state/", reading_state_set, name="reading_state_set"),
    path("annotations/<uuid:uuid>/", annotation_show, name="annotation_show"),
    path("preferences/", preference_set, name="preference_set"),
    path("undo/", action_undo, name="action_undo"),
]
