"""Every page that shows articles together with what analysts say about them, one list a noun."""

from django.urls import URLPattern, include, path

from annotations.routes import (
    claims,
    custom_fields,
    edits,
    library,
    log,
    passages,
    reading,
    responses,
    review,
    revisions,
    speakers,
    talking,
    writing,
)
from annotations.views.published import published_show

in_project: list[URLPattern] = [
    *library.urlpatterns,
    *reading.urlpatterns,
    *writing.urlpatterns,
    *responses.urlpatterns,
    *passages.urlpatterns,
    *claims.urlpatterns,
    *custom_fields.urlpatterns,
    *speakers.urlpatterns,
    *revisions.urlpatterns,
    *edits.urlpatterns,
    *review.urlpatterns,
    *log.urlpatterns,
    *talking.urlpatterns,
]

urlpatterns = [
    path("p/<slug:project>/", include(in_project)),
    path("published/<str:secret>/", published_show, name="published_show"),
]
