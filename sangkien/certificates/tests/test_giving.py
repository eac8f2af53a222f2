"""A certificate: of a recognised initiative, with the name as its person spells it, numbered, signed, taken back."""

from dataclasses import replace
from datetime import date

import pytest

from sangkien.base.problems import NotAllowed, NotPossible, NotUnderstood, Stale
from sangkien.certificates import actions, queries
from sangkien.certificates.content import Source
from sangkien.certificates.models import Certificate
from sangkien.certificates.sealing import opened
from sangkien.certificates.states import State
from sangkien.certificates.tests.giving import (
    ISSUER,
    OF_INITIATIVES,
    PROVINCE,
    asked,
    author_of,
    done,
    given,
    given_to_lan,
    spelled,
)
from sangkien.initiatives.content import AuthorEntry
from sangkien.initiatives.models import Author, Initiative
from sangkien.notices.models import Notice
from tests.cast import NOW, Cast

pytestmark = pytest.mark.django_db


def test_lan_gets_a_certificate_of_her_jig_for_pockets_in_her_own_spelling(cast: Cast) -> None:
    author = author_of(
        cast.valid(authors=(AuthorEntry(full_name="NGUYEN THI LAN", phone="+84912345001", job="DIRECT"),))
    )
    spelled(cast, author, "Nguyễn Thị Lan")

    [one] = given(cast, [author.pk])

    says = one.says
    assert (says.name, says.work) == ("Nguyễn Thị Lan", "Đồ gá may túi giúp giữ mép vải bằng một tay")
    assert says.deed == "là tác giả của sáng kiến"
    assert says.basis == "Được công nhận theo Quyết định số 41/QĐ-TT ngày 12/04/2022 của Công ty TNHH May Tiến Thuận."
    assert says.place_and_day == "Ninh Thuận, ngày 18 tháng 5 năm 2022"
    assert says.serial.startswith("LDLD-NINH-THUAN-2022-00001-")
    assert (one.person, one.state) == (cast.person("lan"), State.ISSUED)
    assert Notice.objects.get(kind="certificate_ready").to == "+84912345001"


class TestTheName:
    @pytest.mark.parametrize(
        ("typed", "says"),
        [
            ("", "Ghi họ và tên"),
            ("Trần Văn Tám", "khác tên trong hồ sơ (Nguyễn Thị Lan)"),
            ("Nguyễn Thị Lan 兰", "không in được: 兰"),
            ("Lan " * 40, "quá 120 chữ cái"),
        ],
    )
    def test_that_is_no_spelling_of_it_is_refused_with_a_sentence(self, cast: Cast, typed: str, says: str) -> None:
        author = author_of(cast.valid())

        with pytest.raises(NotPossible, match=r"tên|Tên|in được|quá") as no:
            spelled(cast, author, typed or " ")

        assert says in str(no.value)

    def test_is_confirmed_by_nobody_else_but_written_down_from_a_slip_by_the_union(self, cast: Cast) -> None:
        author = author_of(cast.valid())

        with pytest.raises(NotAllowed):
            spelled(cast, author, by="hung")
        with pytest.raises(NotPossible, match="phiếu nào"):
            actions.write_down_name(OF_INITIATIVES, author, "Nguyễn Thị Lan", note=" ", by=cast.actor("mai"), at=NOW)
        actions.write_down_name(OF_INITIATIVES, author, "Nguyễn Thị Lan", note="ký 18/05", by=cast.actor("mai"), at=NOW)

        assert queries.names_of(OF_INITIATIVES, [author.pk]) == {author.pk: "Nguyễn Thị Lan"}

    def test_no_longer_counts_once_the_record_has_another(self, cast: Cast) -> None:
        author = author_of(cast.valid())
        spelled(cast, author)

        author.full_name = "Nguyễn Thị Loan"
        author.save(update_fields=["full_name"])

        assert queries.names_of(OF_INITIATIVES, [author.pk]) == {}


class TestNothingIsGiven:
    def test_for_a_name_that_nobody_confirmed(self, cast: Cast) -> None:
        confirmed, not_yet = author_of(cast.valid()), author_of(cast.valid(title="Giá treo kéo cạnh máy may"))
        spelled(cast, confirmed)

        with pytest.raises(NotPossible, match="Chưa xác nhận cách viết tên: Nguyễn Thị Lan"):
            asked(cast, [confirmed.pk, not_yet.pk])

        assert not Certificate.objects.exists()

    def test_without_a_signer_on_a_day_to_come_or_to_oneself(self, cast: Cast) -> None:
        author = author_of(cast.valid())
        spelled(cast, author)

        with pytest.raises(NotPossible) as no:
            asked(cast, [author.pk], signer=None, issuer=replace(ISSUER, day=date(2022, 5, 19), place="", title=""))

        assert [problem.code for problem in no.value.problems] == ["no_signer", "no_title", "no_place", "wrong_day"]

    def test_for_what_is_not_recognised_or_no_longer(self, cast: Cast) -> None:
        author, refused = author_of(cast.valid()), author_of(cast.refused(title="Giá treo kéo cạnh máy may"))
        spelled(cast, author)
        assert not OF_INITIATIVES.entitled(cast.unit(PROVINCE), NOW.date()).filter(pk=refused.pk).exists()

        job = asked(cast, [author.pk])
        again = {"state": "REVIEWING", "closed_at": None, "desk": cast.unit("CD-KCN")}
        Initiative.objects.filter(pk=author.initiative_id).update(**again)

        assert done(job).result == {"issued": 0, "left": 1}

    def test_twice_nor_by_whoever_does_not_lead(self, cast: Cast) -> None:
        one = given_to_lan(cast)

        with pytest.raises(NotPossible, match="Đã có giấy còn hiệu lực: Nguyễn Thị Lan"):
            asked(cast, [one.subject])
        with pytest.raises(NotAllowed):
            asked(cast, [one.subject], by="minh")


class TestItHolds:
    def test_until_it_is_revoked_by_a_decision_and_then_no_longer(self, cast: Cast) -> None:
        one, dong = given_to_lan(cast), cast.actor("dong")

        with pytest.raises(NotPossible, match=r"lý do.*quyết định thu hồi"):
            actions.revoke(one, reason="", decision="", by=dong, at=NOW)
        actions.revoke(one, reason="Kê khai không đúng", decision="Quyết định số 9/QĐ-LĐLĐ", by=dong, at=NOW)

        ended = queries.by_serial(one.serial.lower())
        assert ended is not None
        assert (ended.state, ended.ending.reason) == (State.REVOKED, "Kê khai không đúng")
        with pytest.raises(Stale):
            actions.revoke(one, reason="Lần nữa", decision="Quyết định", by=dong, at=NOW)

    def test_until_another_takes_its_place_which_says_something_else(self, cast: Cast) -> None:
        one, dong = given_to_lan(cast), cast.actor("dong")
        with pytest.raises(NotPossible, match="chỉ cần in lại"):
            actions.replace(one, reason="Rách", by=dong, at=NOW)

        spelled(cast, Author.objects.get(pk=one.subject), "Nguyễn Thị LAN")
        new = actions.replace(one, reason="Viết sai tên", by=dong, at=NOW)

        ended = queries.by_serial(one.serial)
        assert ended is not None
        assert (ended.state, ended.ending.replaced_by, new.number, new.name) == (
            State.REPLACED,
            new,
            2,
            "Nguyễn Thị LAN",
        )

    def test_and_falls_with_what_it_certifies_whoever_gave_it(self, cast: Cast) -> None:
        one = given_to_lan(cast)
        assert queries.subject_stands(one)

        told = {
            "reason": "Sáng kiến bị hủy công nhận",
            "decision": "Quyết định số 9",
            "by": cast.actor("ha"),
            "at": NOW,
        }
        [ended] = actions.revoke_all_of(Source.INITIATIVE, [one.subject], **told)

        assert (ended.pk, ended.state) == (one.pk, State.REVOKED)


class TestASeal:
    def test_is_checked_with_nothing_but_the_published_key(self, cast: Cast) -> None:
        one = given_to_lan(cast)

        assert opened(one.sealed.text, queries.public_keys()) == one.says

    @pytest.mark.parametrize("part", [1, 2, 3])
    def test_breaks_with_any_letter_that_is_changed(self, cast: Cast, part: int) -> None:
        parts = given_to_lan(cast).sealed.text.split(".")
        middle = len(parts[part]) // 2
        parts[part] = parts[part][:middle] + ("A" if parts[part][middle] != "A" else "B") + parts[part][middle + 1 :]

        with pytest.raises(NotUnderstood):
            opened(".".join(parts), queries.public_keys())
