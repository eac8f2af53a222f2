"""Why something cannot be done, said so that a door can repeat it to a person."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

if TYPE_CHECKING:
    from django.utils.functional import _StrOrPromise


@dataclass(frozen=True)
class Problem:
    """One reason, tied to the field it is about and to the rule it comes from.

    `source` is where the rule is written ("CV giai đoạn 2, mục 3"); empty for plain common sense.
    """

    code: str
    text: str
    field: str = ""
    source: str = ""


class NotAllowed(Exception):
    """The wrong person. Doors answer as if the thing did not exist, so that nobody learns that it does."""

    def __init__(self, what: str) -> None:
        super().__init__(what)
        self.what = what


class NotPossible(Exception):
    """The right person, but the wrong moment, or something is missing: all reasons at once."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        if not problems:
            raise ValueError("NotPossible without a reason: nobody could act on it.")
        super().__init__("; ".join(str(problem.text) for problem in problems))
        self.problems = tuple(problems)


class Stale(NotPossible):
    """Somebody else changed the thing after this person had read it; nothing is overwritten."""

    def __init__(self, problems: Sequence[Problem] = ()) -> None:
        super().__init__(problems or [Problem(code="stale", text=_said_when_stale())])


def _said_when_stale() -> str:
    return _("Có người vừa cập nhật mục này. Mở lại để xem bản mới nhất rồi làm tiếp.")


class NotUnderstood(ValueError):
    """Something typed that cannot be read as an amount, a day, a share or a telephone number.

    `code` names the reason for programs; `text` is the sentence that stands beside the field. It may
    be lazy: it is put into the reader's language only when it is shown.
    """

    def __init__(self, code: str, text: _StrOrPromise) -> None:
        super().__init__(code)
        self.code = code
        self._text = text

    @property
    def text(self) -> str:
        """The sentence in the language of the moment."""
        return str(self._text)
