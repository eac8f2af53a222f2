"""What is kept of something that must be known again and must not be kept."""

from django.utils.crypto import salted_hmac


def mark(text: str, *, of: str) -> str:
    """The same text gives the same mark, and without the server's key nobody gets back from it. `of` keeps marks
    of different things apart."""
    return salted_hmac(f"sangkien.accounts.{of}", text, algorithm="sha256").hexdigest()
