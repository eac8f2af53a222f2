"""Kinds and types of workplaces as people call them, where a file has the name instead of the code."""

from functools import cache

from django.utils.translation import override

from sangkien.base.text import fold
from sangkien.organisations.keys import search_key
from sangkien.organisations.models import Ownership, UnitKind


class KindNames:
    """The kinds that there are, by code and by name: "công đoàn cơ sở" and "CĐCS" are GRASSROOTS. One query."""

    def __init__(self) -> None:
        self._codes = {search_key(kind.name): kind.code for kind in UnitKind.objects.all()}
        self._asked: dict[str, str] = {}

    def called(self, text: str) -> str:
        """The code of the kind; the text itself where no kind is called so."""
        if text not in self._asked:
            self._asked[text] = self._codes.get(search_key(text), text)
        return self._asked[text]


def ownership_called(text: str) -> str:
    """The value of a type of workplace: "Doanh nghiệp tư nhân" is private; otherwise the text in small letters."""
    return _ownerships().get(fold(text), text.lower())


@cache
def _ownerships() -> dict[str, str]:
    with override("vi"):
        return {fold(str(ownership.label)): ownership.value for ownership in Ownership}
