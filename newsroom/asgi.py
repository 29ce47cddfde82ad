"""The ASGI application: the front of newsroom/serving before Django's pages."""

import re
import sys

from newsroom.wsgi import application as pages

# isort: split
from django.conf import settings
from django.urls import get_resolver

from newsroom.live.source import LogSource
from newsroom.refusal_pages import refusal_page
from newsroom.serving.bodies import Limits
from newsroom.serving.front import Front
from newsroom.serving.streams import Streams

# Loads every view now, not while the first reader waits.
VIEWS = get_resolver().url_patterns

# Seconds. Threads of a worker take turns at Python, and who asks the database steps back each time. With Python's own 5 ms a
# page that asks twenty times stood 100 ms behind the thread that draws for event streams.
sys.setswitchinterval(0.0005)

application = Front(
    pages,
    Limits(
        body=settings.BODY_LIMIT,
        large_body=settings.IMPORT_BODY_LIMIT,
        large_paths=re.compile(settings.LARGE_BODY_PATHS),
        body_seconds=settings.BODY_SECONDS,
        queue=settings.QUEUE_LIMIT,
    ),
    Streams(LogSource()),
    refusal_page,
)
