"""Every address of Margin: accounts, the newsroom's own pages, and what the annotations app adds by name."""

from django.urls import include, path

from newsroom.health import health

urlpatterns = [
    path("health", health, name="health"),
    path("account/", include("newsroom.addresses.accounts")),
    path("account/", include("allauth.account.urls")),
    path("", include("newsroom.routes")),
    path("", include("annotations.urls")),
]
handler500 = "newsroom.overload.failed"
