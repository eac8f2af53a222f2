"""What the database refuses about programmes, whoever asks, and what a programme answers about a day."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.db.backends.postgresql.psycopg_any import DateRange
from django.db.models import QuerySet
from django.utils.translation import override

from sangkien.programmes.models import (
    Beat,
    Campaign,
    Edition,
    Extension,
    Outage,
    Phase,
    Programme,
    Term,
    TermList,
    Version,
)
from sangkien.programmes.queries import current, phase_on
from tests.cast import NOW, Cast
from tests.refused import refused, untried

EMPTY = DateRange(empty=True)
SHORT = DateRange(date(2022, 1, 8), date(2022, 5, 25))


def again(row: Phase | Campaign | Term | Edition | Version) -> None:
    row.pk = None
    if isinstance(row, Phase):
        row.window = DateRange(date(2030, 1, 1), date(2031, 1, 1))
    row.save(force_insert=True)


def numbered(cast: Cast, **council: object) -> None:
    Edition.objects.create(programme=cast.programme, number=99, since=NOW, **council)


def stretch(cast: Cast) -> QuerySet[Campaign]:
    """One that a union opened inside the forty days."""
    parent = cast.programme.campaigns.get(code="CD40N")
    told = {"organiser": cast.unit("CD-KCN"), "kind": "PEAK_WEEK", "window": parent.window, "by_unit": True}
    cast.programme.campaigns.create(parent=parent, code="DV1", name="Tuần", **told)
    return Campaign.objects.filter(code="DV1")


def launched(cast: Cast, last_day: date = date(2022, 5, 31)) -> QuerySet[Phase]:
    """The phase in which the province launched a campaign until that day."""
    window = DateRange(date(2022, 5, 20), last_day, "[]")
    told = {"organiser": cast.unit("LDLD-NINH-THUAN"), "kind": "PEAK", "window": window, "by_unit": True}
    cast.programme.campaigns.create(code="DV1", name="Chiến dịch", **told)
    return Phase.objects.filter(code="GD1")


def unnumbered(cast: Cast) -> dict[str, object]:
    return {"programme": cast.programme, "number": 0, "told": {}, "edition": cast.programme.edition, "at": NOW}


def widened(cast: Cast) -> None:
    cast.programme.phases.filter(code="GD2").update(window=DateRange(date(2022, 5, 31), date(2023, 9, 1)))


def extended(cast: Cast, **changes: object) -> None:
    days = {"was_last_day": date(2022, 5, 31), "last_day": date(2022, 6, 1)}
    rest = {"programme": cast.programme, "phase": cast.phase, "decision": "CV 99/TLĐ", "at": NOW} | changes
    Extension.objects.create(**days | rest)


def extended_twice(cast: Cast, **changes: object) -> None:
    outage = Outage.objects.create(since=NOW - timedelta(hours=1), until=NOW)
    for _time in range(2):
        extended(cast, outage=outage, hours=24, decision="", **changes)


AGAINST: dict[str, Callable[[Cast], object]] = {
    "programme_workflow_is_known": lambda cast: Programme.objects.update(workflow="NO_STEPS"),
    "programme_week_is_known": lambda cast: Programme.objects.update(week="SUN_SUN"),
    "programme_opens_for_at_least_a_day": lambda cast: Programme.objects.update(opens=EMPTY),
    "a_phase_code_is_used_once_in_a_programme": lambda cast: again(cast.phase),
    "phase_lasts_at_least_a_day": lambda cast: Phase.objects.update(window=EMPTY),
    "phases_of_a_programme_do_not_overlap": widened,
    "a_campaign_code_is_used_once_in_a_programme": lambda cast: again(Campaign.objects.get(code="CD40N")),
    "campaign_kind_is_known": lambda cast: Campaign.objects.update(kind="FEAST"),
    "campaign_lasts_at_least_a_day": lambda cast: Campaign.objects.update(window=EMPTY),
    "a_term_stands_once_in_its_list": lambda cast: again(Term.objects.get(list=TermList.KIND, code="technical")),
    "editions_of_a_programme_are_numbered": lambda cast: again(cast.edition),
    "a_council_has_criteria_a_quorum_and_a_level": lambda cast: numbered(cast, points={"novelty": 30}, quorum=1),
    "what_a_union_opens_itself_lies_in_a_campaign_or_is_one": lambda cast: stretch(cast).update(parent=None),
    "what_a_union_launches_lies_within_a_phase": lambda cast: launched(cast, last_day=date(2022, 6, 1)),
    "what_a_union_launches_stays_within_a_phase": lambda cast: launched(cast).update(window=SHORT),
    "what_a_union_opens_lies_within_its_parent": lambda cast: stretch(cast).update(window=cast.programme.opens),
    "a_programme_is_a_rehearsal_from_the_first_or_never": lambda cast: Programme.objects.update(rehearsal=True),
    "versions_of_a_programme_are_numbered": lambda cast: again(cast.programme.versions.get()),
    "versions_begin_with_one": lambda cast: Version.objects.create(**unnumbered(cast)),
    "a_version_never_changes": lambda cast: Version.objects.update(reason="khác"),
    "an_edition_never_changes": lambda cast: Edition.objects.update(number=7),
    "an_outage_ends_after_it_began": lambda cast: Outage.objects.create(since=NOW, until=NOW),
    "there_is_one_beat": lambda cast: Beat.objects.create(pk=2, at=NOW),
    "an_extension_comes_of_an_outage_or_a_decision": lambda cast: extended(cast, decision=""),
    "an_extension_ends_later": lambda cast: extended(cast, last_day=date(2022, 5, 31)),
    "a_withdrawn_extension_says_by_which_decision": lambda cast: extended(cast, withdrawn_at=NOW),
    "an_outage_extends_an_end_once": extended_twice,
    "term_list_is_known": lambda cast: Term.objects.update(list="COLOUR"),
}


# What a trigger says where it does not give its name.
SAYS = {
    "an_edition_never_changes": "programmes_edition is append-only",
    "what_a_union_launches_stays_within_a_phase": "what_a_union_launches_lies_within_a_phase",
    "a_version_never_changes": "programmes_version is append-only",
}


@pytest.mark.parametrize("constraint", AGAINST)
def test_the_database_refuses_what_breaks(constraint: str, cast: Cast) -> None:
    with refused(SAYS.get(constraint, constraint)):
        AGAINST[constraint](cast)


def test_an_outage_extends_a_programme_without_phases_once(cast: Cast) -> None:
    with refused("an_outage_extends_an_end_once"):
        extended_twice(cast, phase=None)


def test_an_end_is_extended_by_as_many_decisions_as_it_takes(cast: Cast) -> None:
    extended(cast)
    extended(cast)

    assert cast.programme.extensions.count() == 2


def test_every_constraint_has_been_tried(db: None) -> None:
    assert untried("programmes", AGAINST) == set()


def test_a_programme_code_is_used_once(cast: Cast) -> None:
    with pytest.raises(IntegrityError, match="programmes_programme_code"), transaction.atomic():
        cast.programme.pk = None
        cast.programme.save(force_insert=True)


class TestADay:
    """The letter: phase 1 until the end of 31/5/2022, phase 2 from 1/6/2022 until the end of 31/8/2023."""

    @pytest.mark.parametrize(
        ("day", "is_open"),
        [
            (date(2022, 1, 7), False),
            (date(2022, 1, 8), True),
            (date(2023, 8, 31), True),
            (date(2023, 9, 1), False),
        ],
    )
    def test_a_programme_is_open_from_its_first_day_to_its_last(self, cast: Cast, day: date, is_open: bool) -> None:
        assert cast.programme.is_open_on(day) is is_open

    @pytest.mark.parametrize(
        ("day", "code"),
        [
            (date(2022, 1, 7), None),
            (date(2022, 1, 8), "GD1"),
            (date(2022, 5, 31), "GD1"),
            (date(2022, 6, 1), "GD2"),
            (date(2023, 8, 31), "GD2"),
            (date(2024, 1, 1), "GD2"),
        ],
    )
    def test_has_its_phase_and_after_the_last_the_last(self, cast: Cast, day: date, code: str | None) -> None:
        phase = phase_on(cast.programme, day)

        assert (phase.code if phase else None) == code

    def test_the_forty_days_are_forty(self, cast: Cast) -> None:
        campaign = Campaign.objects.get(code="CD40N")

        assert campaign.last_day is not None
        assert (campaign.last_day - campaign.window.lower).days + 1 == 40

    def test_the_first_and_last_day_of_a_phase(self, cast: Cast) -> None:
        assert (cast.phase.first_day, cast.phase.last_day) == (date(2022, 1, 8), date(2022, 5, 31))

    def test_a_programme_may_have_no_last_day(self, cast: Cast) -> None:
        cast.programme.opens = DateRange(date(2022, 1, 8), None)

        assert cast.programme.last_day is None
        assert cast.programme.is_open_on(date(2099, 1, 1))


class TestTheCurrentProgramme:
    @pytest.fixture
    def next_years(self, cast: Cast) -> Programme:
        later = Programme.objects.get(pk=cast.programme.pk)
        later.pk, later.code, later.opens = None, "NEXT", DateRange(date(2023, 1, 1), date(2023, 3, 1))
        later.save(force_insert=True)
        return later

    @pytest.mark.parametrize(
        ("day", "code"),
        [
            (date(2021, 12, 31), "CT1TSK"),  # nothing has opened: the next to begin
            (date(2022, 5, 18), "CT1TSK"),
            (date(2023, 1, 1), "NEXT"),  # both are open: the newest
            (date(2023, 3, 1), "CT1TSK"),  # the newer has closed
            (date(2024, 1, 1), "NEXT"),  # both have closed: the newest that has opened
        ],
    )
    def test_is_the_newest_that_is_open_else_the_newest_that_has_opened(
        self, next_years: Programme, day: date, code: str
    ) -> None:
        programme = current(day)

        assert programme is not None
        assert programme.code == code

    def test_is_none_where_there_is_none(self, db: None) -> None:
        assert current(date(2022, 5, 18)) is None


class TestInTheReadersLanguage:
    def test_everything_has_a_name(self, cast: Cast) -> None:
        campaign = Campaign.objects.get(code="CD40N")
        term = Term.objects.get(list=TermList.FIELD, code="union_work")

        assert (cast.programme.name, cast.phase.title, campaign.title, term.label) == (
            "01 triệu sáng kiến",
            "Giai đoạn 1",
            "Chiến dịch thi đua cao điểm 40 ngày",
            "Hoạt động công đoàn",
        )
        with override("en"):
            assert (cast.programme.name, cast.phase.title, campaign.title, term.label) == (
                "One million initiatives",
                "Phase 1",
                "The 40-day peak campaign",
                "Union work",
            )

    def test_vietnamese_stands_in_where_english_is_missing(self, cast: Cast) -> None:
        term = Term.objects.get(list=TermList.KIND, code="technical")
        term.name_en = term.hint_en = ""

        with override("en"):
            assert (term.label, term.help) == ("Giải pháp kỹ thuật", "Máy móc, đồ gá, vật liệu, sản phẩm")


def test_rows_say_what_they_are(cast: Cast) -> None:
    campaign, term = Campaign.objects.get(code="CD40N"), Term.objects.get(list=TermList.KIND, code="technical")

    assert str(cast.programme) == f"#{cast.programme.pk} CT1TSK"
    assert str(cast.phase) == f"#{cast.phase.pk} GD1"
    assert str(campaign) == f"#{campaign.pk} CD40N"
    assert str(term) == f"#{term.pk} KIND technical"
