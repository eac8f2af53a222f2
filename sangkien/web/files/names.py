"""What a file is called that somebody takes along: by what it is, as one would call it oneself."""

import re

_REFUSED = re.compile(r'[\x00-\x1f\x7f<>:"|?*]+')  # by the one or the other system
_MOST = 120  # letters; with their marks within the 255 bytes that a name may have


def file_name(text: str, ending: str) -> str:
    """The text as a file's name, without signs that some system refuses: 05/QĐ-LĐLĐ as 05-QĐ-LĐLĐ."""
    said = " ".join(_REFUSED.sub(" ", re.sub(r"[/\\]", "-", text)).split())
    return f"{said[:_MOST].strip(' .')}.{ending}"
