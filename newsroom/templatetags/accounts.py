"""What the pages of accounts ask of the site."""

import json
from typing import Any

from django import template
from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder

register = template.Library()


@register.filter
def as_json(value: Any) -> str:
    """``data-options="{{ options|as_json }}"``: for a script to read; the template escapes it."""
    return json.dumps(value, cls=DjangoJSONEncoder)


@register.simple_tag
def openid_name() -> str:
    """How the button that leads to the OpenID Connect issuer calls it; empty where there is none."""
    return settings.OPENID_NAME if settings.OPENID_ISSUER else ""


@register.simple_tag
def sign_up_open() -> bool:
    """Whether anybody may make an account by the form."""
    return settings.SIGN_UP
