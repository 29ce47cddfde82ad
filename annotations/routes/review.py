"""Addresses of the review list: what is to be looked at after articles were edited."""

from django.urls import URLPattern, path

from annotations.views import review

urlpatterns: list[URLPattern] = [
    path("review/", review.review_list, name="review_list"),
    path("review/typography/", review.review_typography, name="review_typography"),
    path("annotations/<uuid:annotation>/decision/", review.review_decide, name="review_decide"),
    path("annotations/<uuid:annotation>/elsewhere/", review.review_place, name="review_place"),
]
