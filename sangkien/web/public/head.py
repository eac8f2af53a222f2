"""What a page tells those who link to it."""

from django.conf import settings
from django.http import HttpRequest


def canonical(request: HttpRequest) -> str:
    """The one address of this page, without what was asked of it."""
    if settings.PUBLIC_URL:
        return f"{settings.PUBLIC_URL.rstrip('/')}{request.path}"
    return request.build_absolute_uri(request.path)
