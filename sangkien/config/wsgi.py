"""What a WSGI server calls."""

import os

from django.conf import settings
from django.core.wsgi import get_wsgi_application
from django.urls import get_resolver

from sangkien.base.rubbish import spare_what_is_loaded
from sangkien.web.front import Front

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "sangkien.config.settings")
application = Front(get_wsgi_application(), apart=settings.STATIC_URL)

assert get_resolver().url_patterns  # all pages are loaded before the first is asked for
spare_what_is_loaded()
