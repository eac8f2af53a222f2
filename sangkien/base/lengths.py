"""No box is a book."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from sangkien.base.numbers import format_int
from sangkien.base.problems import Problem


def too_long(field: str, text: str, most: int, *, code: str = "text_long") -> Iterator[Problem]:
    """What is wrong where more than so many letters were typed."""
    if len(text) > most:
        said = _("Phần này dài quá %(most)s chữ cái, hãy viết gọn lại") % {"most": format_int(most)}
        yield Problem(code=code, field=field, text=said)
