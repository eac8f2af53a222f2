"""What a WSGI server calls."""

import gc
import os

from django.core.wsgi import get_wsgi_application
from django.urls import get_resolver

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "sangkien.config.settings")
application = get_wsgi_application()

# All pages are loaded before the first is asked for. What is there by then stays as long as the process: the collector
# of rubbish need not look through it again and again, and what a request leaves behind is little.
assert get_resolver().url_patterns
gc.freeze()
gc.set_threshold(10_000, 10, 10)
