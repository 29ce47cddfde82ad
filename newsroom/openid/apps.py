"""The provider as an application of its own, because allauth looks for providers there."""

from django.apps import AppConfig


class OpenIdConfig(AppConfig):
    name = "newsroom.openid"
    label = "openid"
