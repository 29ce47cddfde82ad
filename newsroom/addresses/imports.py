"""Addresses: imports. Each holds /import/, which is where large bodies are taken (settings.LARGE_BODY_PATHS)."""

from django.urls import URLPattern, path

from newsroom.views.imports import import_new
from newsroom.views.picking import import_pick
from newsroom.views.previews import import_preview, import_source

urlpatterns: list[URLPattern] = [
    path("import/", import_new, name="import_new"),
    path("import/<uuid:batch>/", import_preview, name="import_preview"),
    path("import/<uuid:batch>/<uuid:source>/", import_source, name="import_source"),
    path("import/<uuid:batch>/<uuid:source>/pick/", import_pick, name="import_pick"),
]
