"""A made nation of 5.000 dossiers: like the country it stands for, whole, and as if it had been sent one by one."""

from pathlib import Path
from typing import Any

from django.db import connection
from django.test import Client, TestCase, override_settings

import sangkien.reforms
from sangkien.accounts.models import Person
from sangkien.base.clock import now
from sangkien.base.numbers import format_int
from sangkien.base.problems import NotPossible
from sangkien.base.text import fold
from sangkien.initiatives.models import Initiative
from sangkien.initiatives.states import State
from sangkien.ops.national import nation, site
from sangkien.ops.national.checks import check
from sangkien.ops.national.curve import curves
from sangkien.ops.national.plan import CLOCK
from sangkien.ops.national.printed import write_down
from sangkien.ops.national.published import FIRST, ROOT, SENT, of, results, scaled, shared
from sangkien.ops.national.registers import central
from sangkien.ops.national.site import TABLES, Asked
from sangkien.organisations.models import Organisation
from sangkien.programmes.models import Programme
from sangkien.reforms.actions import apply
from sangkien.reforms.spec import read as plan_in
from sangkien.search.models import Document
from sangkien.standings.models import PublishedFigure
from sangkien.targets.models import Target, TargetKind
from sangkien.web.standings.published import beside

ASKED = Asked(items=5_000, grassroots=600, seed=2022)
ALL = [union.code for union in central()]
IN_PHASE_2 = format_int(scaled(2_033_667, ASKED.items) - scaled(696_948, ASKED.items))


REFORM = Path(sangkien.reforms.__file__).parent / "catalogue" / "2025-34-tinh" / "reform-2025-34-tinh.yaml"


class Stopped(Exception):
    """Somebody pressed Ctrl+C."""


class TestTheWholeCountry:
    def test_has_every_published_result_to_the_digit(self) -> None:
        came = results(SENT, among=ALL, seed=2022)

        assert sum(result.sent for result in came.values()) == SENT
        assert sum(result.valid for result in came.values()) == of(ROOT).valid == 2_033_667
        assert sum(result.valid for (_unit, phase), result in came.items() if phase == FIRST) == 696_948
        assert came["LDLD-NINH-THUAN", FIRST].valid == 1_396
        assert came["LDLD-LAM-DONG", FIRST].valid == 8_871
        assert came["LDLD-THANH-HOA", FIRST].valid == 170_324
        assert sum(came["LDLD-HA-NOI", phase].valid for phase in ("GD1", "GD2")) == 201_129

    def test_has_a_surge_before_the_end_and_quiet_weekends(self) -> None:
        first, second = curves()
        days = [after - before for before, after in zip([0.0, *first.up_to], [*first.up_to, 1.0], strict=True)]

        assert 0.52 < sum(days[-20:]) < 0.63, "published: 57 %"
        assert days[-1] > 2 * days[-3], "a Tuesday and the last day, after a Sunday"
        assert 0.17 < second.up_to[124] < 0.22, "up to the millionth"

    def test_in_small_keeps_its_proportions_and_its_sums(self) -> None:
        came = results(48_000, among=ALL, seed=7)

        assert sum(result.sent for result in came.values()) == 48_000
        assert sum(result.valid for result in came.values()) == scaled(2_033_667, 48_000)
        assert came["LDLD-NINH-THUAN", FIRST].valid == 28
        assert all(result.valid <= result.sent for result in came.values())

    def test_shares_sum_to_the_whole(self) -> None:
        assert shared(10, [1, 1, 1]) == [4, 3, 3]
        assert shared(7, [0.0, 2.0, 5.0]) == [0, 2, 5]
        assert shared(7, []) == []


@override_settings(DEMO_CLOCK=CLOCK.isoformat())
class TestANation(TestCase):
    """Its figures, its tables and its pages: loaded once for all of them."""

    @classmethod
    def setUpTestData(cls) -> None:
        cls.before = keepers()
        nation.load(ASKED, progress=lambda *_told: None)
        nation.read_newest(progress=lambda *_told: None, most=5_000)

    before: list[tuple[str, str]]

    def test_is_like_the_country_and_breaks_no_promise(self) -> None:
        wrong = [one for one in check(ASKED.items) if not one.met]

        assert wrong == []

    def test_has_everything_that_keeps_its_tables_back(self) -> None:
        assert keepers() == self.before
        assert not site.stands()

    def test_is_marked_as_made(self) -> None:
        made = Initiative.objects.all()

        assert made.count() == ASKED.items
        assert not made.filter(made=False).exists()
        assert {one.programme.code for one in made.select_related("programme")[:100]} == {nation.CODE}
        assert "dữ liệu dựng" in made.select_related("programme")[0].programme.short_name

    def test_says_in_its_titles_what_search_looks_for(self) -> None:
        titles = Initiative.objects.values_list("title", "folded_title")

        assert all(fold(title)[:240] == folded[:240] for title, folded in titles)
        assert not any("zzplace" in folded for _title, folded in titles)

    def test_assigns_to_those_below_exactly_what_the_country_and_a_federation_were_assigned(self) -> None:
        assigned = Target.objects.filter(kind=TargetKind.ASSIGNED, phase__code=FIRST)
        province = assigned.get(organisation__code="LDLD-THANH-HOA")
        below = Organisation.objects.filter(placements__parent=province.organisation)

        assert sum(target.value for target in assigned.filter(organisation__in=below)) == province.value
        assert assigned.get(organisation__code=ROOT).value == scaled(300_000, ASKED.items)
        assert sum(target.value for target in assigned.filter(organisation__code__in=ALL)) == scaled(300_000, 5_000)

    def test_stays_as_it_is_when_it_is_loaded_again_and_refuses_another(self) -> None:
        nation.load(ASKED, progress=lambda *_told: None)
        assert Initiative.objects.count() == ASKED.items

        for items in (4_000, 6_000):
            with self.assertRaises(NotPossible):
                nation.load(Asked(items=items, grassroots=600, seed=2022), progress=lambda *_told: None)

    def test_what_was_printed_stands_beside_it_at_the_size_of_the_country_only(self) -> None:
        assert not PublishedFigure.objects.exists()

        write_down(Programme.objects.get(code=nation.CODE), at=CLOCK)

        told = {str(one): beside(one).sentences for one in PublishedFigure.objects.select_related("unit", "phase")}
        assert len(told) == 10 and all(told.values())

    def test_goes_on_counting_where_it_ended(self) -> None:
        with connection.cursor() as cursor:
            cursor.execute("SELECT nextval('initiatives_initiative_id_seq') - max(id) FROM initiatives_initiative")
            assert cursor.fetchone()[0] == 1

    def test_a_leader_of_the_confederation_reads_the_nations_board(self) -> None:
        page = self.read("tld.ld", "/bang/TLD/")

        assert IN_PHASE_2 in page

    def test_boards_of_every_level_open(self) -> None:
        busiest = Initiative.objects.filter(unit__code__startswith="CS-0").latest("pk")
        chain = {unit.pk: unit.code for unit in Organisation.objects.filter(pk__in=busiest.chain)}
        for key in busiest.chain:
            assert "hợp lệ" in self.read("tld.ld", f"/bang/{chain[key]}/")

    def test_any_dossier_opens_for_its_reviewer_with_its_history(self) -> None:
        for one in Initiative.objects.select_related("superior", "unit").order_by("?")[:25]:
            page = self.read(one.superior.code.lower(), f"/duyet/{one.code}/")
            assert one.code in page

    def test_what_waits_stands_in_its_queue(self) -> None:
        waiting = Initiative.objects.filter(state=State.REVIEWING).select_related("superior").order_by("pk")[0]

        assert waiting.title[:40] in self.read(waiting.superior.code.lower(), "/duyet/")

    def test_search_finds_the_newest(self) -> None:
        newest = Document.objects.select_related("initiative").order_by("-pk")[0].initiative

        assert newest.code in self.read("tld.ld", f"/tim/?q={newest.code}")

    def test_anybody_reads_the_programme_and_its_figures(self) -> None:
        assert IN_PHASE_2 in Client().get("/").content.decode()

    def test_carried_over_to_34_provinces_its_map_has_a_figure_for_each_and_no_sum_changes(self) -> None:
        address = "/bang/TLD/?giai-doan=GD2&ban-do=hop-le&co-cau=ngay-xem"
        before = self.seen("tld.ld", address).context["board"].figures.valid

        with override_settings(DEMO_CLOCK="2025-07-02T09:00:00+07:00"):
            apply(plan_in(REFORM), by=None, at=now())
            answer = self.seen("tld.ld", address)

        tiles, found = answer.context["map"].tiles, answer.context["board"]
        assert len([tile for tile in tiles if not tile.place.islands]) == 34
        assert {tile.place.name for tile in tiles if tile.place.islands} == {"Hoàng Sa", "Trường Sa"}
        assert all(tile.figures for tile in tiles)
        named = {tile.place.name: tile.figures.unit.name for tile in tiles if not tile.place.islands}
        assert all(place.replace("Hồ Chí Minh", "Minh") in name for place, name in named.items()), named
        assert found.figures.valid == before == sum(line.figures.valid for line in found.lines)

    def read(self, login: str, address: str) -> str:
        return str(self.seen(login, address).content.decode())

    def seen(self, login: str, address: str) -> Any:
        client = Client()
        client.force_login(Person.objects.get(username=login))
        answer: Any = client.get(address, follow=True)
        assert answer.status_code == 200, address
        return answer


class TestStopped(TestCase):
    def test_it_goes_on_with_what_is_absent(self) -> None:
        """Ctrl+C in the middle of the dossiers: the same nation as if nothing had happened."""
        small = Asked(items=900, grassroots=200, seed=3)
        chunk, nation.CHUNK = nation.CHUNK, 300
        self.addCleanup(setattr, nation, "CHUNK", chunk)

        def stop(what: str, done: int, _whole: int) -> None:
            if (what, done) == ("hồ sơ", 600):
                raise Stopped

        with self.assertRaises(Stopped):
            nation.load(small, progress=stop)
        assert (Initiative.objects.count(), nation.loaded(), site.stands()) == (600, None, True)
        with self.assertRaises(NotPossible):
            nation.load(Asked(items=901, grassroots=200, seed=3), progress=stop)

        nation.load(small, progress=lambda *_told: None)

        assert (Initiative.objects.count(), nation.loaded(), site.stands()) == (900, 900, False)
        assert [one for one in check(900) if one.allowed == 0 and not one.met] == []

    def test_also_while_its_unions_come(self) -> None:
        small = Asked(items=300, grassroots=120, seed=3)
        chunk, nation.UNIONS = nation.UNIONS, 50
        self.addCleanup(setattr, nation, "UNIONS", chunk)

        def stop(what: str, done: int, _whole: int) -> None:
            if (what, done) == ("đơn vị", 100):
                raise Stopped

        with self.assertRaises(Stopped):
            nation.load(small, progress=stop)
        nation.load(small, progress=lambda *_told: None)

        assert Organisation.objects.filter(code__regex=r"^CS-[0-9]{8}$").count() == 120
        assert nation.loaded() == 300

    def test_it_is_not_loaded_beside_what_anybody_keeps_there(self) -> None:
        Organisation.objects.create(code="LDLD-THAT")

        with self.assertRaises(NotPossible):
            nation.load(ASKED, progress=lambda *_told: None)


def keepers() -> list[tuple[str, str]]:
    """Every trigger (and whether it is awake), foreign key and index of the tables that are filled."""
    with connection.cursor() as cursor:
        cursor.execute(_KEEPERS, {"tables": [model._meta.db_table for model in TABLES]})
        return list(cursor.fetchall())


_KEEPERS = """
SELECT tgname, tgenabled::text FROM pg_trigger WHERE NOT tgisinternal AND tgrelid = ANY (%(tables)s::regclass[])
UNION ALL
SELECT conname, pg_get_constraintdef(oid) FROM pg_constraint WHERE conrelid = ANY (%(tables)s::regclass[])
UNION ALL
SELECT indexrelid::regclass::text, '' FROM pg_index WHERE indrelid = ANY (%(tables)s::regclass[])
ORDER BY 1, 2
"""
