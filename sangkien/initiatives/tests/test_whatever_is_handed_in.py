"""Whatever is handed in, by a form, an import or by hand: it is sent whole, or it is said why not.

What the rules let through, the database must not refuse: a person would see a fault where a sentence belongs.
"""

from dataclasses import replace
from datetime import date
from typing import Any

from django.db import connection
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from sangkien.base.problems import NotPossible
from sangkien.initiatives import actions
from sangkien.initiatives.content import WHOLE, AuthorEntry, Content, Recognition
from sangkien.initiatives.models import Initiative
from tests.cast import NOW, Cast, seed

nasty = st.sampled_from(
    ["", " ", "\x00", "a\x00b", "\u200b", "\r\n", "<script>", "𝐁", "e\u0302\u0301", "\ud800", "x" * 300]
)
texts = st.one_of(st.text(max_size=60), nasty, st.just("Đồ gá may túi giữ mép vải"))
phones = st.sampled_from(["", "+84912345001", "+84912345005", "0912345001", "+8491234500199999", "abc"])
shares = st.sampled_from([WHOLE, WHOLE // 2, 1, 0, -1, WHOLE + 1, 10**10])
jobs = st.sampled_from(["", "DIRECT", "KING"])
people = st.builds(AuthorEntry, full_name=texts, phone=phones, department=texts, job=jobs, share=shares)
days = st.none() | st.dates(date(1, 1, 1), date(9999, 12, 31)) | st.just(date(2022, 3, 1))
amounts = st.none() | st.sampled_from([0, -1, 1, 10**15, 10**15 + 1, 10**40])
papers = st.none() | st.sampled_from([-1, 0, 10**9, 10**20])
forms = st.sampled_from(["", "recognition_decision", "not_yet", "magic"])
recognitions = st.builds(Recognition, form=forms, number=texts, on=days, issuer=texts, paper=papers)
changes = st.fixed_dictionaries(
    {},
    optional={
        "title": texts,
        "authors": st.lists(people, max_size=3).map(tuple),
        "kind": texts | st.just("management"),
        "field": texts | st.just("safety_environment"),
        "restricted": st.booleans(),
        "before": texts,
        "after": texts,
        "effect": texts,
        "applied_on": days,
        "benefit_kind": st.sampled_from(["", "MONEY", "SOCIAL", "NOT_COMPUTABLE", "GOLD"]),
        "benefit_vnd": amounts,
        "benefit_method": texts,
        "effects": st.lists(texts | st.just("quality"), max_size=3).map(tuple),
        "recognition": recognitions,
        "publish_name": st.booleans(),
        "extra": st.dictionaries(st.sampled_from(["training", "x\x00"]), texts | st.integers() | st.none(), max_size=2),
        "unit": st.sampled_from([0, -1, 10**9]),
    },
)


class TestWhateverIsHandedIn(TestCase):
    cast: Cast

    @classmethod
    def setUpTestData(cls) -> None:
        cls.cast = seed()

    @settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
    @given(changes)
    def test_is_sent_whole_or_it_is_said_why_not(self, said: dict[str, Any]) -> None:
        content = replace(self.cast.content(), **said)
        draft = actions.start_draft(self.cast.programme, by=self.cast.actor("lan"), at=NOW)

        try:
            sent = actions.submit(draft, content, by=self.cast.actor("lan"), at=NOW)
        except NotPossible as no:
            assert all(problem.text for problem in no.problems)
            assert not Initiative.objects.exists()
        else:
            connection.check_constraints()
            assert self.as_kept(sent) == self.as_sent(content)

    def as_kept(self, sent: Initiative) -> tuple[object, ...]:
        kept = self.cast.again(sent)
        authors = [(author.full_name, author.phone, author.share) for author in kept.credited]
        return kept.title, kept.before, kept.effect, kept.benefit_vnd, kept.recognition_number, authors

    def as_sent(self, content: Content) -> tuple[object, ...]:
        before = "" if content.restricted else content.before
        amount = content.benefit_vnd if content.benefit_kind == "MONEY" else None
        authors = [(author.full_name, author.phone, author.share) for author in content.authors]
        return content.title, before, content.effect, amount, content.recognition.number, authors

    @given(st.text(max_size=80))
    def test_is_clean_and_cleaning_it_again_changes_nothing(self, typed: str) -> None:
        once = replace(self.cast.content(), title=typed, before=typed)

        assert replace(once, title=once.title, before=once.before) == once
        assert "\x00" not in once.title + once.before
