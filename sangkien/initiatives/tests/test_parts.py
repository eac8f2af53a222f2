"""The reckoning of a benefit, pictures, papers and the edition of a dossier."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from sangkien.base.problems import NotPossible
from sangkien.files.models import StoredFile
from sangkien.initiatives import actions
from sangkien.initiatives.content import BenefitEntry, PaperEntry, PhotoEntry, Recognition
from sangkien.initiatives.rules import missing_to_submit
from sangkien.programmes.actions import configure
from sangkien.programmes.spec import PaperSpec, ProgrammeSpec, read
from tests.cast import CATALOGUE, NOW, TODAY, Cast

CRANES = (
    BenefitEntry(label="Công thợ thay ray", quantity=Decimal("15"), unit="công", unit_price=350_000),
    BenefitEntry(label="Ray tiếp điện", quantity=Decimal("60.0"), unit="m", unit_price=116_000),
)


def codes(cast: Cast, **said: Any) -> list[str]:
    content = cast.content(**said)
    return [problem.code for problem in missing_to_submit(content, edition=cast.edition, on=TODAY)]


def kept(name: str = "anh.jpg") -> StoredFile:
    return StoredFile.objects.create(sha256="b" * 64, kind="image/jpeg", size=9, name=name, kept_at=NOW)


class TestTheReckoning:
    def test_of_the_crane_rails_is_12_210_000_dong(self, cast: Cast) -> None:
        assert sum(line.amount for line in CRANES) == 12_210_000

        dossier = cast.submitted(benefit_lines=CRANES, benefit_vnd=12_210_000, benefit_period="YEARLY")

        assert [
            (line.position, line.label, line.unit_price) for line in dossier.benefit_lines.order_by("position")
        ] == [
            (1, "Công thợ thay ray", 350_000),
            (2, "Ray tiếp điện", 116_000),
        ]

    def test_takes_off_what_it_cost(self, cast: Cast) -> None:
        assert codes(cast, benefit_lines=CRANES, benefit_cost=2_210_000, benefit_vnd=10_000_000) == []

    def test_is_rounded_half_up_line_by_line(self) -> None:
        assert BenefitEntry(label="Điện", quantity=Decimal("0.5"), unit_price=3).amount == 2

    @pytest.mark.parametrize(
        ("said", "code"),
        [
            ({"benefit_lines": CRANES, "benefit_vnd": 12_210_001}, "lines_differ"),
            ({"benefit_lines": CRANES * 11, "benefit_vnd": 12_210_000 * 11}, "many_lines"),
            ({"benefit_lines": (replace(CRANES[0], label=""),), "benefit_vnd": 5_250_000}, "line_incomplete"),
            ({"benefit_lines": (replace(CRANES[0], quantity=Decimal(0)),), "benefit_vnd": 5}, "line_incomplete"),
            ({"benefit_lines": (replace(CRANES[0], quantity=Decimal(10) ** 13),), "benefit_vnd": 5}, "line_range"),
            ({"benefit_cost": -1}, "cost_range"),
            ({"benefit_kind": "SOCIAL", "benefit_vnd": None, "benefit_cost": 5}, "cost_range"),
        ],
    )
    def test_that_does_not_add_up_is_not_sent(self, cast: Cast, said: dict[str, Any], code: str) -> None:
        assert code in codes(cast, **said)

    def test_leaves_with_a_completion_that_reckons_otherwise(self, cast: Cast) -> None:
        dossier = cast.returned(benefit_lines=CRANES, benefit_vnd=12_210_000)
        draft = actions.start_correction(dossier, by=cast.actor("lan"), at=NOW)

        actions.resubmit(draft, cast.content(), by=cast.actor("lan"), at=NOW)

        assert not dossier.benefit_lines.exists()
        assert "benefit_lines" in dossier.events.get(verb="resubmit").detail["changed"]


class TestPictures:
    def test_stand_in_pairs(self, cast: Cast) -> None:
        shown = [PhotoEntry(moment=moment, file=kept().pk) for moment in ("BEFORE", "AFTER", "AFTER")]

        dossier = cast.submitted(photos=tuple(shown))

        places = dossier.photos.order_by("moment", "position").values_list("moment", "position")
        assert list(places) == [("AFTER", 1), ("AFTER", 2), ("BEFORE", 1)]

    def test_of_a_secret_are_not_kept(self, cast: Cast) -> None:
        secret = {"restricted": True, "effect": "Giảm 60% thời gian may túi"}

        dossier = cast.submitted(photos=(PhotoEntry(moment="AFTER", file=kept().pk),), **secret)

        assert not dossier.photos.exists()

    def test_more_than_the_programme_takes_are_refused(self, cast: Cast) -> None:
        cast.edition.limits = {"photos": 1}
        two = tuple(PhotoEntry(moment="AFTER", file=kept().pk) for _n in range(2))

        assert codes(cast, photos=two) == ["many_photos"]

    def test_that_are_not_there_are_asked_for_again(self, cast: Cast) -> None:
        assert codes(cast, photos=(PhotoEntry(moment="AFTER", file=999_999),)) == ["no_such_file"]


class TestPapers:
    MINUTES = PaperSpec(code="minutes", name={"vi": "Biên bản họp xét"}, required=True, when=["recognition_decision"])

    @pytest.fixture(autouse=True)
    def asked(self, cast: Cast) -> None:
        cast.edition.papers = [self.MINUTES.model_dump()]

    def test_that_the_programme_requires_are_sent_along(self, cast: Cast) -> None:
        assert codes(cast) == ["no_paper"]
        assert codes(cast, papers=(PaperEntry(code="minutes", file=kept().pk),)) == []

    def test_are_asked_for_only_with_their_recognition(self, cast: Cast) -> None:
        assert codes(cast, recognition=Recognition(form="other_direct")) == []

    def test_are_kept_by_what_they_are(self, cast: Cast) -> None:
        dossier = cast.submitted(papers=(PaperEntry(code="minutes", file=kept("bien-ban.pdf").pk),))

        assert [(paper.code, paper.file.name) for paper in dossier.papers.all()] == [("minutes", "bien-ban.pdf")]


def test_the_day_of_recognition_lies_in_its_own_window(cast: Cast) -> None:
    spec = _spec().model_copy(update={"recognised": _spec().applied})
    cast.edition = configure(spec, by=None, at=NOW).edition

    assert codes(cast) == []
    early = Recognition(form="recognition_decision", number="1", on=date(2021, 8, 31), issuer="Công ty")
    assert codes(cast, recognition=early) == ["recognised_out_of_window"]


class TestEditions:
    def test_the_same_file_makes_no_new_one(self, cast: Cast) -> None:
        configure(_spec(), by=None, at=NOW)

        assert cast.programme.editions.count() == 1

    def test_a_dossier_keeps_the_one_it_was_begun_under(self, cast: Cast) -> None:
        lan = cast.actor("lan")
        draft = actions.start_draft(cast.programme, by=lan, at=NOW)
        asks_more = _spec().model_copy(update={"questions": _asked()})

        configure(asks_more, by=None, at=NOW)
        dossier = actions.submit(draft, cast.content(), by=lan, at=NOW)

        assert (dossier.edition.number, cast.programme.edition.number) == (1, 2)

    def test_who_begins_afterwards_is_asked_by_the_new_one(self, cast: Cast) -> None:
        configure(_spec().model_copy(update={"questions": _asked()}), by=None, at=NOW)

        with pytest.raises(NotPossible) as no:
            cast.submitted()

        assert [problem.field for problem in no.value.problems] == ["extra_training"]

    def test_a_list_may_offer_less_from_then_on(self, cast: Cast) -> None:
        lists = _spec().lists
        fewer = lists.model_copy(update={"kinds": [kind for kind in lists.kinds if kind.code != "technical"]})

        cast.edition = configure(_spec().model_copy(update={"lists": fewer}), by=None, at=NOW).edition

        assert codes(cast) == ["no_kind"]


def _spec() -> ProgrammeSpec:
    return read(CATALOGUE / "ct1tsk.yaml")


def _asked() -> Any:
    return [question.model_copy(update={"required": True}) for question in read(CATALOGUE / "ldst.yaml").questions[:1]]
