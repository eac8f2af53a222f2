"""What is usual is kept current by the worker, and asked at entry and by officers."""

from datetime import timedelta
from math import log10
from statistics import median

import pytest
from pytest_django import DjangoAssertNumQueries

from sangkien.evidence.models import Norm
from sangkien.evidence.norms import Norms, keep_norms, odd_values
from sangkien.evidence.oddness import Side
from sangkien.initiatives.models import Initiative
from sangkien.initiatives.states import State
from sangkien.organisations.factories import union
from tests.cast import NOW, Cast
from tests.refused import refused

LATER = NOW + timedelta(hours=1)
VALUES = [4_000_000 + 500_000 * n for n in range(30)]  # of six unions
MIDDLE = median(VALUES)


@pytest.fixture
def many(cast: Cast) -> Cast:
    """Thirty valid dossiers of six unions, all in production and the first phase."""
    units = ["CS-MAY-TIEN-THUAN", *(f"CS-THEM-{n}" for n in range(5))]
    for code in units[1:]:
        union(code, parent=cast.unit("CD-KCN"))
    pattern = cast.valid(benefit_vnd=VALUES[0])
    for n, dong in enumerate(VALUES[1:], start=1):
        copied(pattern, n, unit_id=cast.unit(units[n % 6]).pk, benefit_vnd=dong)
    return cast


def copied(pattern: Initiative, n: int, **facts: object) -> Initiative:
    """Another row like it, with its own code and key, and its author."""
    author = pattern.authors.get()
    row = Initiative.objects.get(pk=pattern.pk)
    row.pk, row.code, row.key = None, f"SK-2022-9{n:05}", f"00000000-0000-4000-8000-{n:012}"
    row._state.adding = True
    for name, value in facts.items():
        setattr(row, name, value)
    row.save(force_insert=True)
    author.pk, author.initiative, author._state.adding = None, row, True
    author.save(force_insert=True)
    return row


class TestKeeping:
    def test_gives_the_median_and_the_mad_of_the_orders_of_magnitude(self, many: Cast) -> None:
        assert keep_norms(at=LATER) == 1

        logs = [log10(value) for value in VALUES]
        norm = Norm.objects.get(field__code="production", phase=many.phase)
        assert (norm.values, norm.unions) == (30, 6)
        assert norm.middle == pytest.approx(median(logs))
        assert norm.spread == pytest.approx(median(abs(x - median(logs)) for x in logs))

    def test_is_done_again_only_where_a_dossier_was_closed_since(self, many: Cast) -> None:
        keep_norms(at=LATER)
        assert keep_norms(at=LATER) == 0

        many.valid(at=LATER + timedelta(minutes=1), title="Giá để kéo bấm ở đầu chuyền")

        assert keep_norms(at=LATER + timedelta(hours=1)) == 1
        assert Norm.objects.get(field=None, phase=None).values == 31

    def test_has_an_end_where_nothing_counts(self, cast: Cast) -> None:
        cast.refused()

        assert keep_norms(at=LATER) == 0

    def test_looks_at_valid_dossiers_with_a_value_only(self, many: Cast) -> None:
        many.confirmed(title="Chưa kết luận về hồ sơ này", benefit_vnd=10**12)
        many.valid(title="Không tính được bằng tiền", benefit_kind="SOCIAL", benefit_vnd=None)

        keep_norms(at=LATER)

        assert Norm.objects.get(field=None, phase=None).values == 30


class TestAsking:
    def test_names_the_values_that_stand_apart(self, many: Cast) -> None:
        keep_norms(at=LATER)
        usual, odd = (
            many.confirmed(title="Vừa phải như mọi lần"),
            many.confirmed(title="Quá nhiều số không ở cuối", benefit_vnd=10**12),
        )
        Initiative.objects.filter(pk=usual.pk).update(benefit_vnd=9_000_000)

        found = odd_values([many.again(usual), many.again(odd)])

        assert {pk: one.side for pk, one in found.items()} == {odd.pk: Side.LARGE}

    def test_falls_back_to_the_whole_programme_where_a_field_has_few(self, many: Cast) -> None:
        keep_norms(at=LATER)
        unknown = Norms(many.programme).usual(phase=None, field=-1)

        assert unknown is not None and (unknown.values, unknown.of_field) == (30, False)

    def test_knows_nothing_before_enough_was_found_valid(self, cast: Cast) -> None:
        cast.valid()
        keep_norms(at=LATER)

        assert Norms(cast.programme).usual(phase=None, field=None) is None

    def test_costs_one_query_for_two_dossiers_and_for_many(
        self, many: Cast, django_assert_num_queries: DjangoAssertNumQueries
    ) -> None:
        keep_norms(at=LATER)
        every = list(Initiative.objects.filter(state=State.VALID))

        for some in (every[:2], every):
            with django_assert_num_queries(1):
                odd_values(some)


RULES = {
    "one_norm_a_programme_phase_and_field": lambda cast: [norm(cast), norm(cast)],
    "a_norm_is_made_of_values": lambda cast: norm(cast, values=0),
}


def norm(cast: Cast, **facts: object) -> Norm:
    plain = {"middle": 7.0, "spread": 0.1, "values": 30, "unions": 5, "at": NOW}
    return Norm.objects.create(programme=cast.programme, **plain | facts)


@pytest.mark.parametrize("rule", RULES)
def test_the_database_refuses(cast: Cast, rule: str) -> None:
    with refused(rule):
        RULES[rule](cast)
