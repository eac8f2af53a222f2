"""A programme is one file: what comes with the product loads, twice changes nothing, and every slip is named."""

import copy
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml
from django.forms.models import model_to_dict

from sangkien.audit.models import Record
from sangkien.base.problems import NotPossible, Problem
from sangkien.programmes.actions import configure
from sangkien.programmes.history import changes
from sangkien.programmes.models import Campaign, Phase, Programme, Term, TermList, Workflow
from sangkien.programmes.queries import criteria_of
from sangkien.programmes.spec import ProgrammeSpec, read
from tests.cast import CATALOGUE, NOW, Cast

FILES = sorted(path.name for path in CATALOGUE.glob("*.yaml"))
MILLION: dict[str, Any] = yaml.safe_load((CATALOGUE / "ct1tsk.yaml").read_text(encoding="utf-8"))
COUNCIL: dict[str, Any] = yaml.safe_load((CATALOGUE / "vi-du-hoi-dong.yaml").read_text(encoding="utf-8"))
YEARLY: dict[str, Any] = yaml.safe_load((CATALOGUE / "ldst.yaml").read_text(encoding="utf-8"))


def everything() -> list[dict[str, Any]]:
    """Every row of the room as it stands."""
    rows = [row for model in (Programme, Phase, Campaign, Term) for row in model.objects.order_by("pk")]
    return [model_to_dict(row) | {"pk": row.pk} for row in rows]


def written(folder: Path, content: dict[str, Any]) -> Path:
    file = folder / "programme.yaml"
    file.write_text(yaml.safe_dump(content, allow_unicode=True), encoding="utf-8")
    return file


def problems(file: Path) -> list[Problem]:
    with pytest.raises(NotPossible) as no:
        read(file)
    return list(no.value.problems)


class TestTheCatalogue:
    def test_has_a_programme_of_every_workflow(self) -> None:
        assert {read(CATALOGUE / name).review.workflow for name in FILES} == {*Workflow}

    @pytest.mark.parametrize("name", [name for name in FILES if name.startswith("vi-du-")])
    def test_says_of_an_example_that_it_is_one(self, name: str) -> None:
        spec = read(CATALOGUE / name)

        assert spec.short_name.vi.startswith("Ví dụ") and "không có thật" in spec.about.vi
        assert spec.short_name.en.startswith("Example") and "not a real programme" in spec.about.en

    @pytest.mark.parametrize("name", FILES)
    def test_loads(self, cast: Cast, name: str) -> None:
        spec = read(CATALOGUE / name)

        programme = configure(spec, by=None, at=NOW)

        assert Programme.objects.get(code=spec.code) == programme
        assert programme.phases.count() == len(spec.phases)

    @pytest.mark.parametrize("name", FILES)
    def test_loaded_twice_changes_nothing(self, cast: Cast, name: str) -> None:
        spec = read(CATALOGUE / name)
        configure(spec, by=None, at=NOW)
        before, logged = everything(), Record.objects.count()

        configure(spec, by=None, at=NOW)

        assert everything() == before
        assert Record.objects.count() == logged

    @pytest.mark.parametrize("name", FILES)
    def test_sends_every_reason_for_a_return_to_a_field_and_a_page(self, name: str) -> None:
        reasons = read(CATALOGUE / name).lists.return_reasons

        assert [reason.code for reason in reasons if not (reason.field and reason.step)] == []

    @pytest.mark.parametrize("name", FILES)
    def test_explains_every_reason_but_the_open_one_to_the_author(self, name: str) -> None:
        lists = read(CATALOGUE / name).lists

        unexplained = [r.code for r in [*lists.return_reasons, *lists.refusal_reasons] if not r.hint]

        assert set(unexplained) <= {"other"}

    @pytest.mark.parametrize("name", FILES)
    def test_is_written_in_both_languages(self, name: str) -> None:
        assert [place for place, text in bilingual(read(CATALOGUE / name).model_dump()) if not text["en"]] == []


def bilingual(part: Any, place: str = "") -> list[tuple[str, dict[str, str]]]:
    """Every text of a file that stands there in two languages."""
    if isinstance(part, dict) and set(part) == {"vi", "en"}:
        return [(place, part)]
    inside = part.items() if isinstance(part, dict) else enumerate(part) if isinstance(part, list) else ()
    return [found for name, value in inside for found in bilingual(value, f"{place}.{name}")]


class TestTheMillionInitiatives:
    def test_is_what_the_letters_say(self, cast: Cast) -> None:
        programme = cast.programme

        assert (programme.opens.lower, programme.last_day) == (date(2022, 1, 8), date(2023, 8, 31))
        assert [(p.code, p.first_day, p.last_day) for p in programme.phases.order_by("window")] == [
            ("GD1", date(2022, 1, 8), date(2022, 5, 31)),
            ("GD2", date(2022, 6, 1), date(2023, 8, 31)),
        ]
        assert (programme.workflow, programme.slogan) == (Workflow.TWO_STEPS, "Tự hào trí tuệ lao động Việt Nam")

    def test_takes_not_yet_recognised_but_does_not_count_it(self, cast: Cast) -> None:
        forms = cast.programme.terms.filter(list=TermList.RECOGNITION).order_by("position")

        assert [(term.code, term.needs_paper, term.counts) for term in forms] == [
            ("recognition_decision", True, True),
            ("commendation_decision", True, True),
            ("other_direct", False, True),
            ("not_yet", False, False),
        ]

    def test_a_month_lies_inside_its_campaign(self, cast: Cast) -> None:
        month = Campaign.objects.select_related("parent", "organiser").get(code="TCN2022")

        assert month.parent is not None
        assert (month.parent.code, month.organiser.code) == ("CD40N", "LDLD-NINH-THUAN")


class TestAProgrammeWithACouncil:
    def test_keeps_in_its_edition_what_is_scored_and_how_it_is_concluded(self, cast: Cast) -> None:
        edition = configure(read(CATALOGUE / "vi-du-hoi-dong.yaml"), by=None, at=NOW).edition

        assert [(one.code, one.label, one.most) for one in criteria_of(edition)] == [
            ("novelty", "Tính mới", 30),
            ("use", "Hiệu quả", 40),
            ("spread", "Khả năng nhân rộng", 30),
        ]
        assert (edition.quorum, edition.pass_percent) == (2, 70)

    @pytest.mark.parametrize(
        ("place", "value", "line"),
        [
            ("lists.criteria.0.most", 20, "~ points.novelty: 30 → 20"),
            ("review.council.quorum", 3, "~ quorum: 2 → 3"),
            ("review.council.pass", 80, "~ pass_percent: 70 → 80"),
        ],
    )
    def test_has_another_edition_when_it_scores_otherwise(
        self, cast: Cast, tmp_path: Path, place: str, value: int, line: str
    ) -> None:
        programme = configure(read(CATALOGUE / "vi-du-hoi-dong.yaml"), by=None, at=NOW)

        configure(read(written(tmp_path, council(place, value))), by=None, at=NOW)

        assert [said for _edition, said in changes(programme)] == [[], [line]]

    def test_other_programmes_keep_the_edition_they_have(self, cast: Cast) -> None:
        assert TermList.CRITERION not in cast.edition.offers
        assert (cast.edition.points, criteria_of(cast.edition)) == (None, [])


class TestAChangedFile:
    def test_rewords_what_is_there_and_adds_what_is_new(self, cast: Cast, tmp_path: Path) -> None:
        before = Term.objects.get(list=TermList.KIND, code="technical").pk
        content = copy.deepcopy(MILLION)
        content["lists"]["kinds"][0]["name"]["vi"] = "Giải pháp kỹ thuật, công nghệ"
        content["lists"]["kinds"].append({"code": "saving", "name": {"vi": "Tiết kiệm"}})

        configure(read(written(tmp_path, content)), by=cast.person("ha"), at=NOW)

        kinds = cast.programme.terms.filter(list=TermList.KIND).order_by("position")
        assert (kinds[0].pk, kinds[0].name) == (before, "Giải pháp kỹ thuật, công nghệ")
        assert [kind.code for kind in kinds][-1] == "saving"

    def test_never_removes_what_dossiers_may_hang_on(self, cast: Cast, tmp_path: Path) -> None:
        content = copy.deepcopy(MILLION)
        del content["lists"]["kinds"][-1]

        configure(read(written(tmp_path, content)), by=None, at=NOW)

        assert cast.programme.terms.filter(list=TermList.KIND, code="research").exists()

    def test_is_logged_as_a_change(self, cast: Cast, tmp_path: Path) -> None:
        configure(read(written(tmp_path, MILLION | {"slogan": "Mới"})), by=cast.person("ha"), at=NOW)

        log = Record.objects.filter(verb="programme.configure").order_by("pk")
        assert [line.after["created"] for line in log] == [True, False]

    def test_may_move_a_phase_and_close_the_gap_it_leaves(self, cast: Cast, tmp_path: Path) -> None:
        content = copy.deepcopy(MILLION)
        content["phases"][0]["window"]["to"] = date(2022, 6, 15)
        content["phases"][1]["window"]["from"] = date(2022, 6, 16)

        configure(read(written(tmp_path, content)), by=None, at=NOW)

        assert [phase.first_day for phase in cast.programme.phases.order_by("window")] == [
            date(2022, 1, 8),
            date(2022, 6, 16),
        ]

    def test_may_not_lay_a_phase_over_one_that_it_no_longer_names(self, cast: Cast, tmp_path: Path) -> None:
        content = copy.deepcopy(MILLION)
        del content["phases"][1]
        content["phases"][0]["window"]["to"] = date(2022, 6, 15)

        with pytest.raises(NotPossible) as no:
            configure(read(written(tmp_path, content)), by=None, at=NOW)

        assert [problem.text for problem in no.value.problems] == ["Giai đoạn GD1 và GD2 chồng lên nhau."]
        assert Phase.objects.get(code="GD1").last_day == date(2022, 5, 31)


def council(place: str, value: Any) -> dict[str, Any]:
    """The example in which a council scores, with one thing said otherwise."""
    return changed(place, value, of=COUNCIL)


def changed(place: str, value: Any, of: dict[str, Any] | None = None) -> dict[str, Any]:
    """The yearly movement, or another programme, with one thing said otherwise."""
    content = copy.deepcopy(of or YEARLY)
    *way, last = [int(part) if part.isdigit() else part for part in place.split(".")]
    part: Any = content
    for name in way:
        part = part[name]
    part[last] = value
    return content


PHASE = {"code": "A", "name": {"vi": "A"}, "window": {"from": date(2026, 1, 1), "to": date(2026, 6, 30)}}
OVERLAPPING = PHASE | {"code": "B", "window": {"from": date(2026, 6, 30), "to": date(2026, 12, 31)}}
WEEK = {"code": "T", "kind": "PEAK_WEEK", "name": {"vi": "Tuần"}, "organiser": "TLD", "window": PHASE["window"]}
OTHER = {"code": "other", "name": {"vi": "Lý do khác"}}

WRONG: dict[str, tuple[dict[str, Any], str]] = {
    "a word that nobody knows": (changed("colour", "red"), "colour"),
    "a word that nobody knows, deep inside": (changed("review.days", 3), "review.days"),
    "an item of the form that does not exist": (changed("form.photo", "required"), "form.photo"),
    "an answer that is none": (changed("form.kind", "maybe"), "form.kind"),
    "a code with a space": (changed("code", "LDST 2026"), "code"),
    "a day that does not exist": (changed("opens.to", "2026-02-30"), "opens.to"),
    "an end before the beginning": (changed("opens.to", date(2025, 1, 1)), "opens"),
    "no list of fields": (changed("lists.fields", []), "lists.fields"),
    "a name without Vietnamese": (changed("lists.fields.0.name", {"en": "Industry"}), "lists.fields.0.name.vi"),
    "an empty name": (changed("short_name.vi", ""), "short_name.vi"),
    "another number of days than can be": (changed("review.decide_days", 0), "review.decide_days"),
    "a workflow that nobody walks": (changed("review.workflow", "TEN_STEPS"), "review.workflow"),
    "a choice without choices": (changed("questions.0.choices", []), "questions.0"),
    "choices for a number": (changed("questions.2.choices", [OTHER]), "questions.2"),
    "a question on a page that asks none": (changed("questions.0.step", 6), "questions.0.step"),
    "a target below nothing": (changed("targets.0.assigned", -1), "targets.0.assigned"),
    "a phase before the programme opens": (
        changed("phases", [PHASE | {"window": {"from": date(2025, 12, 31), "to": date(2026, 6, 30)}}]),
        "phases",
    ),
    "a phase after the programme closes": (
        changed("phases", [PHASE | {"window": {"from": date(2026, 1, 1), "to": date(2027, 1, 1)}}]),
        "phases",
    ),
    "a phase without end in a programme that ends": (
        changed("phases", [PHASE | {"window": {"from": date(2026, 1, 1)}}]),
        "phases",
    ),
    "phases that overlap": (changed("phases", [PHASE, OVERLAPPING]), "phases"),
    "two phases of one code": (changed("phases", [PHASE, PHASE]), "phases"),
    "a campaign before the one that it lies in": (
        changed("campaigns", [WEEK | {"within": "M"}, WEEK | {"code": "M", "kind": "PEAK_MONTH"}]),
        "campaigns",
    ),
    "two entries of one code": (changed("lists.refusal_reasons", [OTHER, OTHER]), "lists.refusal_reasons"),
    "two questions of one code": (changed("questions.1.code", "training"), "questions"),
    "two campaigns of one code": (changed("campaigns", [WEEK, WEEK]), "campaigns"),
    "a campaign inside one that is not there": (changed("campaigns", [WEEK | {"within": "X"}]), "campaigns"),
    "a target for a phase that is not there": (changed("targets.0.phase", "GD9"), "targets"),
    "a council without a quorum and a level": (council("review.council", None), "review"),
    "a quorum of one": (council("review.council.quorum", 1), "review.council.quorum"),
    "a level that nobody reaches": (council("review.council.pass", 101), "review.council.pass"),
    "a council in a workflow without one": (council("review.workflow", "ONE_STEP"), "review"),
    "a council that scores nothing": (council("lists.criteria", []), "lists"),
    "criteria that nobody scores": (changed("lists.criteria", [OTHER | {"most": 5}]), "lists"),
    "a criterion without points": (council("lists.criteria.0.most", 0), "lists.criteria.0.most"),
    "two criteria of one code": (council("lists.criteria.0.code", "use"), "lists.criteria"),
    "a campaign of a kind that nobody knows": (changed("campaigns", [WEEK | {"kind": "FEAST"}]), "campaigns.0.kind"),
}


class TestAFileWithAMistake:
    @pytest.mark.parametrize("mistake", WRONG)
    def test_is_refused_and_the_place_is_named(self, mistake: str, tmp_path: Path) -> None:
        content, place = WRONG[mistake]

        found = problems(written(tmp_path, content))

        assert [problem.field for problem in found] == [place]
        assert all(problem.text.startswith(f"{place}: ") and len(problem.text) > len(place) + 4 for problem in found)

    @pytest.mark.parametrize("mistake", WRONG)
    def test_is_told_so_in_vietnamese(self, mistake: str, tmp_path: Path) -> None:
        content, _place = WRONG[mistake]

        [problem] = problems(written(tmp_path, content))

        assert not problem.text.isascii()

    def test_is_told_of_all_its_mistakes_at_once(self, tmp_path: Path) -> None:
        content = changed("review.decide_days", 0) | {"colour": "red", "code": "!"}

        assert {problem.field for problem in problems(written(tmp_path, content))} == {
            "review.decide_days",
            "colour",
            "code",
        }

    @pytest.mark.parametrize("text", ["code: [", "\t- x", "a: b: c", "{"])
    def test_that_is_no_yaml_is_refused_with_the_line(self, text: str, tmp_path: Path) -> None:
        file = tmp_path / "programme.yaml"
        file.write_text(text, encoding="utf-8")

        [problem] = problems(file)

        assert problem.code == "not_yaml"
        assert "line 1" in problem.text

    @pytest.mark.parametrize("text", ["", "- a\n- b\n", "just text"])
    def test_that_is_no_programme_is_refused(self, text: str, tmp_path: Path) -> None:
        file = tmp_path / "programme.yaml"
        file.write_text(text, encoding="utf-8")

        assert [problem.field for problem in problems(file)] == ["programme"]

    def test_in_an_old_encoding_is_refused(self, tmp_path: Path) -> None:
        file = tmp_path / "programme.yaml"
        file.write_bytes(b"short_name: Lao \xd0\xff\xa9ng")

        assert [problem.code for problem in problems(file)] == ["not_yaml"]

    def test_runs_no_code(self, tmp_path: Path) -> None:
        file = tmp_path / "programme.yaml"
        file.write_text("!!python/object/apply:os.system ['true']", encoding="utf-8")

        assert [problem.code for problem in problems(file)] == ["not_yaml"]


class TestUnionsThatDoNotExist:
    def test_are_all_named(self, cast: Cast) -> None:
        content = YEARLY | {"owner": "LDLD-X", "targets": [{"unit": "LDLD-Y", "assigned": 1}]}

        with pytest.raises(NotPossible) as no:
            configure(ProgrammeSpec.model_validate(content), by=None, at=NOW)

        assert [(problem.code, problem.text) for problem in no.value.problems] == [
            ("no_such_unit", "Chưa có đơn vị mang mã LDLD-X."),
            ("no_such_unit", "Chưa có đơn vị mang mã LDLD-Y."),
        ]
        assert not Programme.objects.filter(code="LDST-2026").exists()
