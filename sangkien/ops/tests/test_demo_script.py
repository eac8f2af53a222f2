"""The script of the demonstration: its sums, its order, its people, and the defects that are planted in it."""

import csv
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import phonenumbers
import pytest
import yaml
from stdnum.vn import mst

from sangkien.base.text import decoded, fold
from sangkien.ops.commands.demo import CAST
from sangkien.ops.demo import registers
from sangkien.ops.demo.defects import in_vni
from sangkien.ops.demo.plans import DossierPlan, Fate, Step, Verb
from sangkien.ops.demo.rhythm import CURTAIN, FIRST_DAY, LAST_VERDICT, is_working_day
from sangkien.ops.demo.script import dossiers, happenings, province_target, targets
from sangkien.ops.demo.seats import FILLED_DOWN, allocate
from sangkien.ops.demo.themes import themes_for

COLUMNS = (
    "code,parent,kind,name,short_name,valid_from,valid_to,external_codes,workplace,tax_code,"
    "ownership,sector,commune_code,members,employees,counted_on"
)
VERDICTS = {Verb.CONFIRM, Verb.RETURN, Verb.VALID, Verb.INELIGIBLE, Verb.DUPLICATE, Verb.REROUTE}

# The product's arrows, as a reader of its states would draw them: (where it lies, what happens) -> where next.
ARROWS = {
    ("unit", Verb.CONFIRM): "superior",
    ("unit", Verb.RETURN): "author",
    ("unit", Verb.REROUTE): "unit",
    ("unit", Verb.WITHDRAW): "withdrawn",
    ("superior", Verb.RETURN): "author",
    ("superior", Verb.REROUTE): "unit",
    ("superior", Verb.VALID): "valid",
    ("superior", Verb.INELIGIBLE): "ineligible",
    ("superior", Verb.DUPLICATE): "duplicate",
    ("superior", Verb.WITHDRAW): "withdrawn",
    ("author", Verb.RESUBMIT): "sent",
    ("author", Verb.WITHDRAW): "withdrawn",
}
STANDS = {
    Fate.VALID: "valid",
    Fate.VALID_AFTER_RETURN: "valid",
    Fate.VALID_AFTER_TWO_RETURNS: "valid",
    Fate.VALID_AFTER_REROUTING: "valid",
    Fate.RETURNED: "author",
    Fate.INELIGIBLE: "ineligible",
    Fate.DUPLICATE: "duplicate",
    Fate.WITHDRAWN: "withdrawn",
    Fate.WAITING_FOR_UNIT: "unit",
    Fate.WAITING_FOR_SUPERIOR: "superior",
}


@pytest.fixture(scope="module")
def told() -> list[DossierPlan]:
    return dossiers()


@pytest.fixture(scope="module")
def valid(told: list[DossierPlan]) -> list[DossierPlan]:
    return [plan for plan in told if plan.steps[-1].verb == Verb.VALID]


def steps_of(told: list[DossierPlan]) -> Iterator[tuple[DossierPlan, Step]]:
    return ((plan, step) for plan in told for step in plan.steps)


def planted(told: list[DossierPlan], kind: str) -> list[DossierPlan]:
    return [plan for plan in told if kind in plan.planted]


def grassroots() -> list[registers.Unit]:
    return [unit for unit in registers.units().values() if unit.kind == "GRASSROOTS"]


def quantile(values: list[int], share: float) -> int:
    return sorted(values)[round(share * (len(values) - 1))]


class TestTheLettersNumbers:
    def test_exactly_1396_dossiers_are_found_valid_by_four_in_the_afternoon(self, valid):
        assert len(valid) == 1396
        assert max(plan.steps[-1].at for plan in valid) <= LAST_VERDICT

    def test_the_targets_of_the_eleven_superiors_sum_to_the_provinces_target(self):
        assert len(targets()) == 11
        assert sum(target.assigned for target in targets()) == province_target().assigned == 1000

    def test_a_few_units_register_a_number_of_their_own_and_two_raise_theirs(self):
        assert sum(target.registered is not None for target in targets()) == 4
        assert sum(target.self_raised is not None for target in targets()) == 2

    def test_about_85_of_100_that_were_sent_are_valid(self, told, valid):
        assert 0.83 < len(valid) / len(told) < 0.87

    def test_the_thousandth_is_found_valid_between_20_and_24_may(self, valid):
        thousandth = sorted(plan.steps[-1].at for plan in valid)[999]

        assert date(2022, 5, 20) <= thousandth.date() <= date(2022, 5, 24)

    def test_two_superiors_stay_below_their_target_and_some_are_far_above(self, valid):
        reached = Counter(registers.units()[plan.home].parent for plan in valid)
        shares = sorted(reached[target.unit] / target.assigned for target in targets())

        assert sum(share < 1 for share in shares) == 2
        assert shares[0] > 0.6 and shares[-1] > 2

    def test_parts_of_an_allocation_always_make_the_whole(self):
        assert allocate(10, [1, 1, 1]) == [4, 3, 3]
        assert allocate(1000, [7, 11, 13, 0]) == [226, 355, 419, 0]

    def test_benefits_come_to_some_tens_of_billions_and_none_is_beyond_two(self, valid):
        amounts = [plan.final_content.benefit.vnd for plan in valid if plan.final_content.benefit.vnd]

        assert 0.18 < len(amounts) / len(valid) < 0.23
        assert 10e9 < sum(amounts) < 60e9
        assert max(amounts) <= 2_000_000_000


class TestTheSameSeed:
    def test_gives_the_same_script_to_the_last_letter(self, told):
        assert repr(dossiers(2022)) == repr(told)

    def test_another_seed_gives_another_script_with_the_same_sums(self, told):
        other = dossiers(7)

        assert repr(other) != repr(told)
        assert Counter(plan.fate for plan in other) == Counter(plan.fate for plan in told)


class TestTheOrderOfThings:
    def test_dossiers_are_numbered_as_they_were_sent(self, told):
        assert [plan.number for plan in told] == list(range(1, len(told) + 1))
        assert [plan.submitted_at for plan in told] == sorted(plan.submitted_at for plan in told)

    def test_each_step_of_a_dossier_comes_after_the_one_before(self, told):
        for plan in told:
            moments = [step.at for step in plan.steps]
            assert moments == sorted(set(moments)), plan.number

    def test_everything_happens_between_the_opening_and_the_curtain(self, told):
        moments = [step.at for _plan, step in steps_of(told)]

        assert min(moments).date() >= FIRST_DAY
        assert max(moments) <= CURTAIN

    def test_happenings_are_all_steps_in_the_order_of_time(self, told):
        everything = happenings(told)

        assert len(everything) == sum(len(plan.steps) for plan in told)
        assert [happening.at for happening in everything] == sorted(happening.at for happening in everything)

    def test_every_life_moves_along_the_products_arrows_to_its_end(self, told):
        for plan in told:
            assert lived(plan) == STANDS[plan.fate], plan.number

    def test_a_duplicate_names_an_earlier_record_that_stays(self, told):
        for plan, step in steps_of(told):
            if step.verb == Verb.DUPLICATE:
                original = told[step.of - 1]
                assert original.number == step.of < plan.number
                assert original.fate.is_valid

    def test_officers_read_in_office_hours_mostly(self, told):
        read = [step.at for _plan, step in steps_of(told) if step.verb in VERDICTS and "CS-" not in step.unit]
        in_hours = [at for at in read if is_working_day(at.date()) and 7 <= at.hour < 18]

        assert len(in_hours) / len(read) > 0.9

    def test_hardly_anything_is_sent_at_tet(self, told):
        tet = [plan for plan in told if date(2022, 1, 31) <= plan.submitted_at.date() <= date(2022, 2, 6)]

        assert len(tet) <= 3

    def test_more_than_half_is_sent_in_the_last_twenty_days(self, told):
        late = [plan for plan in told if plan.submitted_at.date() > date(2022, 5, 11)]

        assert 0.5 < len(late) / len(told) < 0.75


def lived(plan: DossierPlan) -> str:
    """Where a dossier lies after all its steps; a step without an arrow fails."""
    lies = "sent"
    for step in plan.steps:
        lies = ARROWS[lies, step.verb] if step.verb != Verb.SUBMIT else lies
        if step.verb in {Verb.SUBMIT, Verb.RESUBMIT}:
            lies = "superior" if step.role == "GRASSROOTS_OFFICER" else "unit"
    return lies


class TestTheHats:
    def test_nobody_decides_on_what_they_wrote_entered_or_confirmed(self, told):
        for plan in told:
            own = {plan.entered_by} | {author.login for author in plan.final_content.authors}
            confirmer = ""
            for step in plan.steps:
                if step.verb in VERDICTS:
                    assert step.by not in own | {confirmer}, (plan.number, step)
                if step.verb in {Verb.CONFIRM, Verb.RESUBMIT, Verb.REROUTE}:
                    confirmer = step.by if step.verb == Verb.CONFIRM else ""

    def test_everybody_acts_in_a_role_held_on_that_day(self, told):
        held = {(hat.login, hat.role, hat.unit): hat.since for hat in registers.hats()}

        for _plan, step in steps_of(told):
            if step.role:
                assert held[step.by, step.role, step.unit] <= step.at.date()

    def test_a_grassroots_officer_acts_for_the_union_where_the_dossier_lies_a_reviewer_for_its_superior(self, told):
        for plan in told:
            lies = plan.content.unit
            for step in plan.steps:
                if step.verb in VERDICTS:
                    assert step.unit in {lies, registers.units()[lies].parent}, (plan.number, step)
                lies = step.to or lies
            assert lies == plan.home

    def test_corrections_and_withdrawals_come_from_who_sent_it(self, told):
        for plan, step in steps_of(told):
            if step.verb in {Verb.RESUBMIT, Verb.WITHDRAW}:
                assert step.by == plan.entered_by

    def test_one_person_wears_two_hats(self):
        hats = {(hat.role, hat.unit) for hat in registers.hats() if hat.login == "minh"}

        assert hats == {("REVIEWER", "CD-KCN"), ("GRASSROOTS_OFFICER", "CS-BQL-KCN")}


class TestWhatADossierSays:
    def test_shares_always_make_the_whole(self, told):
        for plan in told:
            for authors in (plan.content.authors, plan.final_content.authors):
                assert sum(author.share for author in authors) == 10_000

    def test_about_a_sixth_has_several_authors(self, told):
        several = [plan for plan in told if len(plan.final_content.authors) > 1]

        assert 0.13 < len(several) / len(told) < 0.19

    def test_every_phone_is_a_number_of_the_country_and_of_one_author_only(self, told):
        for plan in told:
            phones = [author.phone for author in plan.content.authors]
            assert len(set(phones)) == len(phones)
            assert all(phonenumbers.is_valid_number(phonenumbers.parse(phone)) for phone in phones)

    def test_what_counts_is_recognised_and_was_applied_inside_the_window(self, valid):
        for plan in valid:
            said = plan.final_content
            assert said.recognition.form in {"recognition_decision", "commendation_decision", "other_direct"}
            assert date(2021, 9, 1) <= said.applied_on <= plan.submitted_at.date()
            assert said.recognition.on and said.recognition.on <= plan.steps[-1].at.date()

    def test_a_decision_carries_its_number_day_and_issuer(self, valid):
        decided = [plan.final_content.recognition for plan in valid]

        assert all(r.number and r.on and r.issuer for r in decided if r.form.endswith("_decision"))

    def test_a_benefit_in_money_says_how_it_was_worked_out(self, valid):
        for plan in valid:
            benefit = plan.final_content.benefit
            assert (benefit.kind == "MONEY") == (benefit.vnd is not None) == bool(benefit.method)

    def test_a_restricted_dossier_tells_its_effect_and_nothing_else(self, told):
        restricted = [plan.content for plan in told if plan.content.restricted]

        assert len(restricted) == 8
        assert all(said.effect and not said.before and not said.after for said in restricted)

    def test_every_wording_of_every_theme_can_be_written(self):
        for activity in registers.activities():
            sector = registers.units()[activity.unit].sector
            assert themes_for(sector), sector

    def test_titles_are_as_long_as_real_ones(self, told):
        words = [len(plan.content.title.split()) for plan in told]

        assert 9 <= quantile(words, 0.05) <= 13
        assert 19 <= quantile(words, 0.5) <= 24
        assert 32 <= quantile(words, 0.95) <= 39
        assert max(words) <= 46

    def test_titles_fit_into_the_field(self, told):
        assert all(10 <= len(plan.content.title) <= 250 for plan in told)

    def test_titles_differ_except_where_a_defect_was_planted(self, told):
        plain = [fold(plan.content.title) for plan in told if not plan.planted]

        assert len(set(plain)) / len(plain) >= 0.98

    def test_no_text_is_left_with_an_unfilled_place(self, told):
        for plan in told:
            said = plan.content
            assert not set("{}") & set(said.title + said.before + said.after + said.effect)

    def test_everything_but_the_planted_titles_is_in_composed_letters(self, told):
        for plan in told:
            said = plan.content
            texts = [said.before, said.after, said.effect, said.benefit.method, said.recognition.issuer]
            assert all(unicodedata.is_normalized("NFC", text) for text in texts)


class TestTheDefects:
    def test_planted_titles_are_as_many_as_published_lists_have(self, told):
        counts = Counter(kind for plan in told for kind in plan.planted)

        assert counts["nfd"] == 46 and counts["no_accents"] == 16 and counts["vni"] == 1
        assert counts["filled_down"] == FILLED_DOWN
        assert counts["duplicate"] + counts["duplicate_of_another_unit"] == 24
        assert counts["series"] >= 15 and counts["garbage"] >= 5

    def test_an_nfd_title_reads_the_same_once_composed(self, told):
        titles = [plan.content.title for plan in planted(told, "nfd")]
        apart = [title for title in titles if not unicodedata.is_normalized("NFC", title)]

        assert len(apart) > 40

    def test_a_title_in_vni_letters_can_be_read_again(self):
        title = "Cải tiến đồ gá may túi áo ở chuyền 7, giảm được lỗi và tiết kiệm điện, nước cho xưởng"

        assert decoded(in_vni(title)).text == title

    def test_the_planted_vni_title_is_recognised_as_one(self, told):
        [plan] = planted(told, "vni")

        assert decoded(plan.content.title).encoding == "vni"

    def test_three_noughts_too_many_are_put_right_before_it_counts(self, told):
        slips = planted(told, "benefit_x1000")

        assert len(slips) == 5
        assert all(plan.content.benefit.vnd == 1000 * plan.final_content.benefit.vnd for plan in slips)

    def test_a_dossier_sent_to_the_wrong_union_ends_in_its_own(self, told):
        lost = planted(told, "wrong_unit")

        assert len(lost) == 38
        assert all(plan.content.unit != plan.home == plan.final_content.unit for plan in lost)

    def test_the_rows_filled_down_all_double_one_record(self, told):
        rows = planted(told, "filled_down")

        assert len({plan.steps[-1].of for plan in rows}) == 1
        assert len({plan.content.title for plan in rows}) == 1
        assert len({plan.content.authors[0].full_name for plan in rows}) > 3

    def test_a_series_is_alike_in_words_and_valid_all_the_same(self, told):
        assert all(plan.fate == Fate.VALID for plan in planted(told, "series"))


class TestTheFiles:
    def test_units_has_the_columns_the_loader_reads(self):
        header = (Path(registers.HERE) / "units.csv").read_text(encoding="utf-8").splitlines()[0]

        assert header == COLUMNS

    def test_every_unit_hangs_under_one_that_is_older(self):
        for unit in registers.units().values():
            if unit.parent:
                assert registers.units()[unit.parent].since <= unit.since, unit.code

    def test_nearly_half_of_the_grassroots_unions_send_nothing(self, told):
        senders = {plan.home for plan in told}
        silent = [unit for unit in grassroots() if unit.code not in senders]

        assert 0.45 <= len(silent) / len(grassroots()) < 0.5

    def test_the_province_has_about_twenty_eight_thousand_members(self):
        assert 28_000 <= sum(unit.members for unit in grassroots()) <= 30_000

    def test_tax_codes_are_valid_and_of_enterprises_only(self):
        coded = [unit for unit in grassroots() if unit.tax_code]

        assert all(mst.is_valid(unit.tax_code) for unit in coded)
        assert len({unit.tax_code for unit in coded}) == len(coded)
        assert all(unit.tax_code for unit in grassroots() if unit.ownership in {"private", "fdi", "cooperative"})

    def test_every_phone_in_the_file_of_people_is_valid_and_belongs_to_one_person(self):
        owners = defaultdict(set)
        for hat in registers.hats():
            assert phonenumbers.is_valid_number(phonenumbers.parse(hat.phone)), hat
            owners[hat.phone].add(hat.login)

        assert all(len(logins) == 1 for logins in owners.values())

    def test_every_login_belongs_to_one_person(self):
        names = defaultdict(set)
        for hat in registers.hats():
            names[hat.login].add((hat.full_name, hat.phone))

        assert all(len(people) == 1 for people in names.values())

    def test_every_union_has_a_chair_and_every_superior_a_reviewer(self):
        for unit in registers.units().values():
            roles = {hat.role for hat in registers.officers(unit.code)}
            if unit.kind == "GRASSROOTS":
                assert "GRASSROOTS_OFFICER" in roles, unit.code
            elif unit.parent == registers.PROVINCE:
                assert "REVIEWER" in roles, unit.code

    def test_every_superior_can_write_to_the_province_somebody_leads_it_and_its_papers_have_a_heading(self):
        leaders = {hat.unit for hat in registers.hats() if hat.role == "LEADER"}
        headed = {texts["unit"] for texts in yaml.safe_load((registers.HERE / "headings.yaml").read_text("utf-8"))}
        superiors = {unit.parent for unit in registers.units().values() if unit.kind == "GRASSROOTS"}

        assert superiors <= leaders
        assert superiors | {registers.PROVINCE} == headed

    def test_whoever_is_told_how_to_sign_in_is_there(self):
        assert set(CAST) <= {hat.login for hat in registers.hats()}
        assert {"phuoc.dq", "bao.tn"} <= set(CAST)  # a paper of the province takes two; its report comes from below

    def test_nobody_begins_before_their_union(self):
        for hat in registers.hats():
            assert registers.units()[hat.unit].since <= hat.since, hat

    def test_the_cast_is_there_under_its_own_names(self):
        names = {hat.login: hat.full_name for hat in registers.hats()}

        assert names["lan"] == "Nguyễn Thị Lan"
        assert names["minh"] == "Phạm Văn Minh"
        assert names["kim"] == "Kim Min-ji"
        assert "Trần Văn Đông" not in names.values()

    def test_an_english_name_is_written_without_marks(self):
        with (registers.HERE / "people.csv").open(encoding="utf-8", newline="") as file:
            assert all(row["full_name_en"].isascii() for row in csv.DictReader(file))
