"""Every page that shows articles together with what analysts say about them, one list a noun."""

from django.urls import URLPattern, include, path

from annotations.routes import claims, library, passages, reading, writing

in_project: list[URLPattern] = [
    *library.urlpatterns,
    *reading.urlpatterns,
    *writing.urlpatterns,
    *passages.urlpatterns,
    *claims.urlpatterns,
]

urlpatterns = [path("p/<slug:project>/", include(in_project))]
