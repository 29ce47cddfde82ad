"""What Margin changes about django-allauth's accounts."""

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest


class Adapter(DefaultAccountAdapter):
    """Accounts are made by a person who runs Margin or by an invitation, never by a form that anybody may open."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False
