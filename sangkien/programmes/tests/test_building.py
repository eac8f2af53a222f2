"""A programme is built on pages or from its file, which say the same; a change is explained, kept and compared."""

import copy
from datetime import date
from itertools import pairwise
from typing import Any

import pytest
import yaml
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sangkien.accounts.permissions import Actor
from sangkien.audit.models import Record
from sangkien.base.problems import NotAllowed, NotPossible, Stale
from sangkien.base.shapes import plain, written
from sangkien.programmes import building
from sangkien.programmes.actions import configure
from sangkien.programmes.comparing import differences
from sangkien.programmes.describing import described
from sangkien.programmes.models import Programme, Version
from sangkien.programmes.spec import ProgrammeSpec, checked, read, read_text
from tests.cast import CATALOGUE, NOW, TODAY, Cast

FILES = sorted(path.name for path in CATALOGUE.glob("*.yaml"))
MILLION: dict[str, Any] = yaml.safe_load((CATALOGUE / "ct1tsk.yaml").read_text(encoding="utf-8"))


def without_targets(spec: ProgrammeSpec) -> ProgrammeSpec:
    return spec.model_copy(update={"targets": []})


def said(cast: Cast, **changes: Any) -> ProgrammeSpec:
    """The programme as it stands, but for some things."""
    return checked(plain(described(cast.programme)) | changes)


def codes(no: pytest.ExceptionInfo[NotPossible]) -> list[str]:
    return [problem.code for problem in no.value.problems]


class TestAProgrammeAndItsFile:
    @pytest.mark.parametrize("name", FILES)
    def test_say_the_same(self, cast: Cast, name: str) -> None:
        spec = read(CATALOGUE / name)

        assert described(configure(spec, by=None, at=NOW)) == without_targets(spec)

    @pytest.mark.parametrize("name", FILES)
    def test_written_down_is_read_as_it_was(self, cast: Cast, name: str) -> None:
        told = plain(described(configure(read(CATALOGUE / name), by=None, at=NOW)))

        assert plain(read_text(written(told))) == told

    @settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
    @given(data=st.data())
    def test_say_the_same_whatever_is_in_it(self, cast: Cast, data: st.DataObject) -> None:
        spec = checked(data.draw(programmes()))

        with transaction.atomic():
            found = described(configure(spec, by=None, at=NOW))
            transaction.set_rollback(True)

        assert found == spec == read_text(written(plain(spec)))

    def test_what_unions_opened_is_no_part_of_the_file(self, cast: Cast) -> None:
        before = described(cast.programme)
        month = cast.programme.campaigns.get(code="TCN2022")
        cast.programme.campaigns.create(
            parent=month,
            organiser=cast.unit("CD-KCN"),
            kind="PEAK_WEEK",
            code="DV1",
            name="Tuần",
            window=month.window,
            by_unit=True,
        )

        assert described(cast.programme) == before


texts = st.text(st.sampled_from("abcĂằĐđưỡ 0-:#'\"{}[]|>*&!%,"), min_size=1, max_size=30).map(
    lambda typed: "x" + " ".join(typed.split())
)
names = st.builds(lambda vi, en: {"vi": vi, "en": en}, texts, st.just("") | texts)
hints = st.none() | names


@st.composite
def terms(draw: st.DrawFn, **more: st.SearchStrategy[Any]) -> list[dict[str, Any]]:
    found = draw(st.lists(st.sampled_from(["a", "b", "c-1", "D_2"]), min_size=1, max_size=3, unique=True))
    return [
        {"code": code, "name": draw(names), "hint": draw(hints)} | {name: draw(of) for name, of in more.items()}
        for code in found
    ]


@st.composite
def programmes(draw: st.DrawFn) -> dict[str, Any]:
    """A programme with phases, campaigns, lists, papers, questions and rules on three dates."""
    years = draw(st.lists(st.integers(2020, 2040), min_size=1, max_size=3, unique=True).map(sorted))
    window = {"from": date(years[0], 1, 1), "to": date(years[-1], 12, 31)}
    campaign = {"kind": "PEAK", "organiser": "TLD", "window": window}
    yes = st.booleans()
    return {
        "code": "THU",
        "short_name": draw(names),
        "full_name": draw(texts),
        "about": draw(names),
        "slogan": draw(st.just("") | texts),
        "owner": "TLD",
        "sources": draw(st.lists(texts, max_size=2)),
        "opens": window,
        "milestones": draw(st.lists(st.integers(1, 2_000_000_000), max_size=3, unique=True).map(sorted)),
        "applied": draw(st.sampled_from([None, window, {"from": window["from"]}])),
        "recognised": draw(st.sampled_from([None, window])),
        "recognition_counts": draw(yes),
        "confirm_above": draw(st.integers(1, 10**15)),
        "review": {"workflow": draw(st.sampled_from(["TWO_STEPS", "NONE"])), "confirm_days": draw(st.integers(1, 60))},
        "deadline": {
            "grace_hours": draw(st.integers(0, 336)),
            "outage": draw(st.sampled_from([None, {"longer_than_minutes": 5, "extend_hours": 7}])),
        },
        "form": {"kind": draw(st.sampled_from(["required", "optional", "hidden"]))},
        "texts": draw(st.just({}) | st.builds(lambda done: {"done": done}, names)),
        "lists": {
            "kinds": draw(terms()),
            "fields": draw(terms()),
            "effects": draw(terms()),
            "recognitions": draw(terms(paper=st.none() | yes, counts=st.none() | yes)),
            "return_reasons": draw(terms(field=st.none() | texts, step=st.none() | st.integers(1, 6))),
            "refusal_reasons": draw(terms()),
        },
        "papers": draw(st.just([]) | terms(required=yes)),
        "questions": [{"code": "q", "step": 3, "kind": "choice", "label": draw(names), "choices": draw(terms())}],
        "phases": [
            {"code": f"P{y}", "name": draw(names), "window": {"from": date(y, 1, 1), "to": date(y, 12, 31)}}
            for y in years
        ],
        "campaigns": [
            campaign | {"code": "C1", "name": draw(names)},
            campaign | {"code": "C2", "name": draw(names), "within": draw(st.sampled_from([None, "C1"]))},
        ],
    }


class TestAChange:
    def test_makes_a_version_that_says_who_and_why(self, cast: Cast) -> None:
        _change(cast, said(cast, slogan="Mới"), reason="CV 12/TLĐ")

        first, last = Version.objects.order_by("number")
        assert (first.number, last.number, last.reason) == (1, 2, "CV 12/TLĐ")
        assert (last.by, last.at, last.told["slogan"]) == (cast.person("ha"), NOW, "Mới")
        assert Record.objects.filter(verb="programme.configure").latest("pk").after["reason"] == "CV 12/TLĐ"

    def test_of_a_programme_that_runs_asks_why(self, cast: Cast) -> None:
        with pytest.raises(NotPossible) as no:
            _change(cast, said(cast, slogan="Mới"), reason=" ")

        assert codes(no) == ["no_reason"]

    def test_before_the_start_needs_no_reason(self, cast: Cast) -> None:
        later = building.copied(described(cast.programme), code="SAU", name="Sau", years=2)
        programme = building.found(later, rehearsal=False, by=cast.actor("ha"), at=NOW)
        spec = described(programme).model_copy(update={"slogan": "Mới"})

        changed = building.change(programme, spec, reason="", seen=1, by=cast.actor("ha"), at=NOW)

        assert changed.slogan == "Mới"

    def test_made_up_on_an_older_version_overwrites_nothing(self, cast: Cast) -> None:
        _change(cast, said(cast, slogan="Một"))

        with pytest.raises(Stale):
            _change(cast, said(cast, slogan="Hai"), seen=1)

    @pytest.mark.parametrize("who", ["dong", "minh", "mai", "lan"])
    def test_is_for_the_administrator_of_the_owner_alone(self, cast: Cast, who: str) -> None:
        with pytest.raises(NotAllowed):
            _change(cast, said(cast, slogan="Mới"), by=cast.actor(who))

    def test_keeps_code_and_owner(self, cast: Cast) -> None:
        with pytest.raises(NotPossible) as no:
            _change(cast, said(cast, code="KHAC", owner="LDLD-NINH-THUAN"))

        assert [problem.field for problem in no.value.problems] == ["code", "owner"]

    def test_takes_out_what_nothing_hangs_on(self, cast: Cast) -> None:
        _change(cast, said(cast, campaigns=MILLION["campaigns"][:1]))

        assert [one.code for one in cast.programme.campaigns.all()] == ["CD40N"]

    def test_leaves_what_is_in_use_and_says_what_uses_it(self, cast: Cast) -> None:
        with pytest.raises(NotPossible) as no:
            _change(cast, said(cast, phases=MILLION["phases"][1:]))

        assert [str(problem.text) for problem in no.value.problems] == [
            "Giai đoạn GD1 đã có chỉ tiêu nên không bỏ được."
        ]
        assert cast.programme.phases.count() == 2


def _change(cast: Cast, spec: ProgrammeSpec, **changes: Any) -> Programme:
    by: Actor = changes.pop("by", cast.actor("ha"))
    seen = building.version_of(cast.programme)
    return building.change(
        cast.programme, spec, **({"reason": "CV 12/TLĐ", "seen": seen, "by": by, "at": NOW} | changes)
    )


class TestANewProgramme:
    def test_of_next_year_is_this_one_with_every_day_a_year_later(self, cast: Cast) -> None:
        stood = described(configure(read(CATALOGUE / "ldst.yaml"), by=None, at=NOW))

        spec = building.copied(stood, code="LDST-2027", name="Lao động sáng tạo 2027", years=1)

        programme = building.found(spec, rehearsal=False, by=cast.actor("ha"), at=NOW)
        assert (programme.opens.lower, programme.last_day) == (date(2027, 1, 1), date(2027, 12, 31))
        assert described(programme).lists == stood.lists

    @pytest.mark.parametrize(
        ("day", "years", "later"),
        [
            (date(2024, 2, 29), 1, date(2025, 2, 28)),
            (date(2023, 2, 28), 1, date(2024, 2, 29)),
            (date(2024, 2, 28), 1, date(2025, 2, 28)),
            (date(2022, 5, 31), 1, date(2023, 5, 31)),
        ],
    )
    def test_the_last_of_february_stays_the_last(self, cast: Cast, day: date, years: int, later: date) -> None:
        spec = said(cast, phases=[], campaigns=[], opens={"from": "2022-01-01", "to": day.isoformat()})

        assert building.copied(spec, code="A", name="A", years=years).opens.to == later

    def test_of_another_union_is_not_for_me(self, cast: Cast) -> None:
        with pytest.raises(NotPossible) as no:
            building.found(said(cast, code="X", owner="LDLD-NINH-THUAN"), rehearsal=False, by=cast.actor("ha"), at=NOW)

        assert codes(no) == ["other_owner"]

    def test_takes_no_code_that_is_in_use(self, cast: Cast) -> None:
        with pytest.raises(NotPossible) as no:
            building.found(said(cast), rehearsal=True, by=cast.actor("ha"), at=NOW)

        assert codes(no) == ["taken"]
        assert not Programme.objects.get(code="CT1TSK").rehearsal


class TestAnEnd:
    def test_is_moved_by_whoever_shapes_the_programme_with_a_decision(self, cast: Cast) -> None:
        until = date(2022, 6, 5)

        made = building.extend(cast.programme, cast.phase, until=until, decision="CV 9", by=cast.actor("ha"), at=NOW)
        building.withdraw(cast.programme, cast.phase, decision="CV 10", by=cast.actor("ha"), at=NOW)

        assert made.last_day == until
        assert [line.by_id for line in Record.objects.filter(verb__startswith="programme.ext")] == [
            cast.person("ha").pk
        ] * 2

    def test_is_not_moved_by_others(self, cast: Cast) -> None:
        with pytest.raises(NotAllowed):
            building.extend(
                cast.programme, cast.phase, until=date(2022, 6, 5), decision="CV 9", by=cast.actor("dong"), at=NOW
            )


class TestDifferences:
    def test_name_each_thing_by_its_place(self, cast: Cast) -> None:
        before, after = copy.deepcopy(MILLION), copy.deepcopy(MILLION)
        after["lists"]["kinds"][0]["name"]["vi"] = "Giải pháp"
        after["lists"]["kinds"].reverse()
        del after["slogan"]

        found = {one.place: (one.before, one.after) for one in differences(before, after)}

        assert found["lists.kinds.technical.name.vi"] == ("Giải pháp kỹ thuật", "Giải pháp")
        assert found["slogan"] == ("Tự hào trí tuệ lao động Việt Nam", None)
        assert found["lists.kinds.#"][0] == list(reversed(found["lists.kinds.#"][1]))
        assert len(found) == 3

    def test_of_the_same_are_none(self) -> None:
        assert differences(MILLION, copy.deepcopy(MILLION)) == []


def bomb() -> str:
    """A few lines that stand for ten to the seventh."""
    return "\n".join(f"{b}: &{b} [{', '.join([f'*{a}'] * 10)}]" for a, b in pairwise("abcdefg"))


class TestAFileFromAStranger:
    @pytest.mark.parametrize(
        "typed",
        [
            "a: &a [*a]",
            "a: &a [x, x, x, x, x, x, x, x, x, x]\n" + bomb(),
            "[" * 5000,
            "code: 2026-13-45",
            "code: " + "9" * 5000,
            'code: "\\0"',
        ],
    )
    def test_is_refused_and_nothing_falls_over(self, typed: str) -> None:
        with pytest.raises(NotPossible):
            read_text(typed)

    @pytest.mark.parametrize(
        "wrong",
        [
            {"slogan": "x" * 201},
            {"short_name": {"vi": "x" * 121}},
            {"opens": {"from": "0001-01-01", "to": "9999-12-31"}},
            {"full_name": "<script>alert(1)</script>"},
        ],
    )
    def test_says_no_more_than_can_be_kept(self, wrong: dict[str, Any]) -> None:
        with pytest.raises(NotPossible) as no:
            checked(MILLION | wrong)

        assert no.value.problems[0].field.startswith(next(iter(wrong)))


def test_today_is_inside_the_programme() -> None:
    """What the tests above call running."""
    assert MILLION["opens"]["from"] <= TODAY <= MILLION["opens"]["to"]
