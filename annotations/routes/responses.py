"""Addresses: answering a colleague's highlight, or an editor's correction."""

from django.urls import URLPattern, path

from annotations.views import corrections, responses

urlpatterns: list[URLPattern] = [
    path("annotations/<uuid:annotation>/same/", responses.response_same, name="response_same"),
    path("annotations/<uuid:annotation>/differs/", responses.response_differs, name="response_differs"),
    path(
        "annotations/<uuid:annotation>/would-not-tag/",
        responses.response_would_not_tag,
        name="response_would_not_tag",
    ),
    path("corrections/<uuid:correction>/take-over/", corrections.correction_take_over, name="correction_take_over"),
    path("responses/<uuid:response>/remove/", responses.response_remove, name="response_remove"),
]
