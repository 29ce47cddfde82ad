"""Addresses: outlets."""

from django.urls import URLPattern, path

from newsroom.views.outlets import outlet_edit, outlet_list, outlet_merge, outlet_separate

urlpatterns: list[URLPattern] = [
    path("outlets/", outlet_list, name="outlet_list"),
    path("outlets/<uuid:uuid>/", outlet_edit, name="outlet_edit"),
    path("outlets/<uuid:uuid>/merge/", outlet_merge, name="outlet_merge"),
    path("outlets/<uuid:uuid>/separate/", outlet_separate, name="outlet_separate"),
]
