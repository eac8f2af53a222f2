"""While writing: a friendly word about records that read alike, which keeps nobody from sending."""

import pytest
from django.utils.html import strip_tags

from sangkien.confirmations.tests.asking import employer_says, employers_link
from sangkien.initiatives.actions import start_correction
from sangkien.initiatives.content import AuthorEntry
from sangkien.initiatives.models import DeclaredUpgrade, Initiative
from sangkien.initiatives.states import State
from sangkien.similarity.actions import take_prints
from sangkien.web.tests.submitting import Worker, content_typed
from tests.cast import NOW, Cast

TITLE = "Đồ gá may túi giúp giữ mép vải bằng một tay"
HINT = "Đã có sáng kiến đọc gần giống"


def public(cast: Cast, **changes: object) -> Initiative:
    """Hùng's, found valid at another union of another superior."""
    authors = (AuthorEntry(full_name="Võ Văn Hùng"),)
    told = {"unit": cast.unit("CS-HTX-PHUOC-HAU").pk, "authors": authors, "title": TITLE, **changes}
    one = cast.submitted(by="hung", **told)
    Initiative.objects.filter(pk=one.pk).update(state=State.VALID, closed_at=NOW)
    take_prints()
    return cast.again(one)


def page(worker: Worker, step: str) -> str:
    return worker.opens(step).content.decode()


class TestWhoWritesWhatThereIs:
    @pytest.mark.parametrize("login", [None, "lan"])
    def test_reads_so_on_the_next_page_and_may_go_on(self, cast: Cast, login: str | None) -> None:
        other = public(cast)
        worker = Worker(cast, login)

        answer = worker.types("thay-doi", title="do ga may tui giup giu mep vai bang mot tay")

        assert answer["Location"] == worker.address("loi-ich")
        html = page(worker, "loi-ich")
        assert HINT in html and f"/sang-kien/{other.code}/" in html
        assert "cứ viết tiếp" in strip_tags(html)
        assert HINT in page(worker, "thay-doi")

    def test_sends_it_all_the_same(self, cast: Cast) -> None:
        public(cast)
        worker = Worker(cast, "lan").fills_in()

        worker.sends(upgrade_of="")

        assert Initiative.objects.filter(entered_by=cast.person("lan")).exists()
        assert not DeclaredUpgrade.objects.exists()

    def test_may_say_that_it_is_an_upgrade_and_the_reviewer_reads_it(self, cast: Cast) -> None:
        other = public(cast)
        worker = Worker(cast, "lan").fills_in()
        assert f"Nâng cấp từ “{TITLE}”" in page(worker, "kiem-tra")

        worker.sends(upgrade_of=other.code)

        sent = Initiative.objects.get(entered_by=cast.person("lan"))
        assert sent.builds_on.earlier == other
        html = cast.client("mai").get(f"/duyet/{sent.code}/").content.decode()
        assert f"Tác giả ghi đây là bản nâng cấp từ “{TITLE}” ({other.code})" in strip_tags(html)
        assert f"/duyet/{sent.code}/so-sanh/{other.code}/" in html

    def test_finds_the_choice_again(self, cast: Cast) -> None:
        other = public(cast)
        worker = Worker(cast, "lan").fills_in()
        worker.types("kiem-tra", go="exit", upgrade_of=other.code)

        html = page(worker, "kiem-tra")

        assert f'value="{other.code}" id="nang-cap-1" checked' in html
        assert content_typed(worker).upgrade_of == other.pk

    def test_keeps_the_choice_when_a_phone_sends_a_page_that_did_not_ask(self, cast: Cast) -> None:
        other = public(cast)
        worker = Worker(cast, "lan").fills_in()
        worker.types("kiem-tra", go="exit", upgrade_of=other.code)

        worker.types("kiem-tra", go="exit")

        assert content_typed(worker).upgrade_of == other.pk

    def test_sees_own_records_too_also_while_they_wait(self, cast: Cast) -> None:
        own = cast.submitted(title=TITLE)
        take_prints()
        worker = Worker(cast, "lan").fills_in()

        html = page(worker, "loi-ich")

        assert f"/toi/ho-so/{own.code}/" in html
        worker.sends(upgrade_of=own.code)
        assert DeclaredUpgrade.objects.get().earlier == own

    def test_reads_nothing_where_nothing_is_alike_or_no_title_is_there(self, cast: Cast) -> None:
        public(cast)
        worker = Worker(cast, "lan")

        assert HINT not in page(worker, "loi-ich")
        worker.types("thay-doi", title="Phần mềm quản lý kho thuốc của bệnh viện", before="Ghi sổ.", after="Ghi máy.")
        assert HINT not in page(worker, "loi-ich")

    def test_is_not_told_of_the_dossier_that_is_being_completed(self, cast: Cast) -> None:
        one = cast.returned()
        take_prints()
        draft = start_correction(one, by=cast.actor("lan"), at=NOW)

        html = cast.client("lan").get(f"/gui/{draft.key}/kiem-tra/").content.decode()

        assert one.title in html and "upgrade_of" not in html


class TestNobodyLearns:
    def test_of_what_waits_was_refused_or_is_withheld(self, cast: Cast) -> None:
        waiting = cast.submitted(by="kim", unit=cast.unit("CS-HAEMIN").pk, authors=(AuthorEntry(full_name="Kim"),))
        withheld = public(cast)
        employer_says(employers_link(cast, withheld, by="hung"), disclosure="UNION")
        take_prints()
        worker = Worker(cast, "lan").fills_in()

        for step in ("thay-doi", "loi-ich", "kiem-tra"):
            html = page(worker, step)
            assert [secret for secret in (HINT, waiting.code, withheld.code) if secret in html] == [], step

    @pytest.mark.parametrize("kind", ["waiting", "unknown"])
    def test_by_naming_a_code_whether_there_is_such_a_record(self, cast: Cast, kind: str) -> None:
        waiting = cast.submitted(by="kim", unit=cast.unit("CS-HAEMIN").pk, authors=(AuthorEntry(full_name="Kim"),))
        worker = Worker(cast, "lan").fills_in()

        answer = worker.sends(upgrade_of=waiting.code if kind == "waiting" else "SK-2022-999999")

        assert answer.status_code == 422
        assert "Chọn lại sáng kiến mà bài này nâng cấp" in answer.content.decode()
        assert not Initiative.objects.filter(entered_by=cast.person("lan")).exists()

    def test_from_the_reviewers_page_what_the_author_named_of_another_union(self, cast: Cast) -> None:
        elsewhere = cast.submitted(unit=cast.unit("CS-HAEMIN").pk, title="Cữ nam châm của riêng Haemin")
        sent = cast.submitted(upgrade_of=elsewhere.pk)

        text = strip_tags(cast.client("mai").get(f"/duyet/{sent.code}/").content.decode())

        assert "nâng cấp từ một sáng kiến khác của mình" in text
        assert elsewhere.code not in text and "Cữ nam châm" not in text
