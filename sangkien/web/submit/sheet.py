"""A draft together with everything that its pages need to know."""

import re
from dataclasses import dataclass
from datetime import date
from functools import cached_property, lru_cache
from typing import Any

from django.utils.translation import get_language

from sangkien.base.days import start_of
from sangkien.evidence.norms import Norms
from sangkien.evidence.oddness import Odd, oddness
from sangkien.initiatives import late
from sangkien.initiatives.attachments import Attached, attached
from sangkien.initiatives.models import Draft
from sangkien.programmes.models import Edition, Programme, Term, TermList
from sangkien.review.models import Decision, Verdict

Answers = dict[str, Any]
"""What was typed on one page, by field."""

START = "bat-dau"  # where the draft keeps how it was begun: for oneself or for a colleague

# PostgreSQL keeps neither in JSON; both then show as what they are, a broken character, and are refused there.
_UNKEEPABLE = re.compile("[\x00\ud800-\udfff]")


def keepable(typed: str) -> str:
    """Exactly what was typed, as far as it is text at all."""
    return _UNKEEPABLE.sub("\ufffd", typed)


@dataclass(frozen=True)
class Asked:
    """One reason for which the dossier came back: the field it speaks of and the reviewer's words."""

    field: str
    text: str


@dataclass(frozen=True)
class Sheet:
    """A draft on a day. Reads the programme's lists once (one query), and for a correction its reasons (one).

    `asks_twice`: somebody is before the page and can be asked whether an unusual amount is meant."""

    draft: Draft
    today: date
    asks_twice: bool = False

    @cached_property
    def programme(self) -> Programme:
        """The programme that the draft was begun for."""
        return self.draft.programme

    @cached_property
    def edition(self) -> Edition:
        """What the programme asked when the draft was begun."""
        return self.draft.edition

    @property
    def helping(self) -> bool:
        """Is somebody writing for a colleague?"""
        return bool(self.draft.answers.get(START, {}).get("helping"))

    @cached_property
    def language(self) -> str:
        """The reader's."""
        return get_language() or "vi"

    @cached_property
    def composed(self) -> dict[Any, Any]:
        """The forms that are put together already for everybody who is asked the same (see `forms.base.blank`): of this
        edition and revision of its programme, in this language."""
        return _composed(self.edition, self.programme.revision, self.language, self.helping)

    @property
    def received(self) -> date | None:
        """The day on which the dossier that is being completed was first sent, or on which a phone without a network
        had finished a new one; otherwise none."""
        if correcting := self.draft.correcting:
            return late.received_on(correcting)
        claim = late.claimed(self.draft, at=start_of(self.today))
        return claim.day if claim else None

    @cached_property
    def files(self) -> Attached:
        """The files that the server has kept for the draft, by question."""
        return attached(self.draft)

    @cached_property
    def terms(self) -> dict[str, list[Term]]:
        """The programme's lists, each in its order."""
        lists: dict[str, list[Term]] = {}
        for term in self.edition.terms().values():
            lists.setdefault(term.list, []).append(term)
        return lists

    def odd(self, dong: int | None) -> Odd | None:
        """Whether the benefit stands far from what is usual in the field that was chosen. One query, and none where
        nobody can be asked."""
        if not self.asks_twice or not dong:
            return None
        field = self.edition.terms().get((TermList.FIELD, self._answered("field")))
        usual = Norms(self.programme).usual(phase=None, field=field.pk if field else None)
        return oddness(dong, usual)

    def _answered(self, question: str) -> str:
        """The answer to a question, on whichever page it is."""
        return next((str(page[question]) for page in self.draft.answers.values() if page.get(question)), "")

    @cached_property
    def asked(self) -> list[Asked]:
        """What the union asked for when it last returned the dossier."""
        if self.draft.correcting_id is None:
            return []
        returned = Decision.objects.filter(initiative=self.draft.correcting_id, verdict=Verdict.RETURNED)
        last = returned.order_by("-at", "-pk").first()
        return [Asked(reason["field"], reason["text"]) for reason in last.reasons] if last else []

    def choices(self, term_list: str) -> list[tuple[str, str]]:
        """A list as choices: code and name in the reader's language."""
        return [(term.code, term.label) for term in self.terms.get(term_list, [])]

    def hints(self, term_list: str) -> dict[str, str]:
        """The line below each choice of a list."""
        return {term.code: term.help for term in self.terms.get(term_list, [])}


@lru_cache(maxsize=128)
def _composed(_edition: Edition, _revision: int, _language: str, _helping: bool) -> dict[Any, Any]:
    return {}
