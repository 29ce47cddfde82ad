"""The WSGI application: Django behind the files that need no Django."""

import os

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "newsroom.settings")

from django.core.wsgi import get_wsgi_application

from newsroom.static_files import with_static_files

application = with_static_files(get_wsgi_application())
