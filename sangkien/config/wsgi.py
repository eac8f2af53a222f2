"""What a WSGI server calls."""

import os

from django.core.wsgi import get_wsgi_application
from django.urls import get_resolver

from sangkien.base.rubbish import spare_what_is_loaded

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "sangkien.config.settings")
application = get_wsgi_application()

assert get_resolver().url_patterns  # all pages are loaded before the first is asked for
spare_what_is_loaded()
