"""Checked by somebody else, signed, replaced; every version kept; who is told."""

from datetime import date, timedelta
from hashlib import sha256
from io import BytesIO

import pytest

from sangkien.accounts.actions import appoint
from sangkien.accounts.models import Role
from sangkien.audit.models import Record
from sangkien.base.problems import NotAllowed, NotPossible, Stale
from sangkien.documents.decree30 import docx
from sangkien.files.tests.making import pdf, photo
from sangkien.notices.models import Notice
from sangkien.registry import actions, replacing, revising, signing
from sangkien.registry.models import Delivery, OfficialPaper
from sangkien.registry.queries import printed
from sangkien.registry.reaching import OfStretch
from sangkien.registry.registering import receive
from sangkien.registry.signatures import Authority
from sangkien.registry.states import State
from sangkien.registry.tests.writing import (
    PROVINCE,
    UNSIGNED,
    again,
    checked,
    copied,
    drafted,
    headed,
    issued,
    lines,
    numbered,
    opened,
    signed_by,
    went_out,
    written,
)
from sangkien.statistics.stretches import stretches
from tests.cast import NOW, TODAY, Cast

P7M = bytes.fromhex("300d06092a864886f70d010702a000")


def with_hung(cast: Cast) -> None:
    """The province has a second officer."""
    unit = cast.unit(PROVINCE)
    appoint(cast.person("hung"), role=Role.REVIEWER, organisation=unit, since=date(2022, 1, 1), by=None, at=NOW)


def codes(no: pytest.ExceptionInfo[NotPossible]) -> set[str]:
    return {problem.code for problem in no.value.problems}


def in_word(paper: OfficialPaper) -> list[str]:
    return lines(opened(BytesIO(docx(printed(paper, on=TODAY)))))


class TestChecking:
    def test_is_somebody_else_s_where_the_union_has_another_officer(self, cast: Cast) -> None:
        headed(cast)
        with_hung(cast)
        paper = signed_by(cast, drafted(cast))

        with pytest.raises(NotPossible) as no:
            signing.check(paper, seen=paper.version, by=cast.actor("dong"), at=NOW)
        done = signing.check(paper, seen=paper.version, by=cast.actor("hung"), at=NOW)

        assert codes(no) == {"own_words"}
        assert "Võ Văn Hùng" in str(no.value)
        assert (done.state, done.checker) == (State.CHECKED, cast.person("hung"))

    def test_whoever_is_alone_in_their_union_checks_their_own_words_and_the_log_says_so(self, cast: Cast) -> None:
        paper = checked(cast)

        assert paper.checker == cast.person("dong")
        assert Record.objects.get(verb="paper.check").after == {"alone": True}

    def test_a_checked_paper_that_is_written_again_is_a_draft_again(self, cast: Cast) -> None:
        paper, dong = checked(cast), cast.actor("dong")

        paper = actions.write(paper, written(paper, body="Lời khác."), by=dong, at=NOW)

        assert (paper.state, paper.checker) == (State.DRAFT, None)
        with pytest.raises(NotPossible):
            actions.number(paper, seen=paper.version, by=dong, at=NOW)

    @pytest.mark.parametrize("change", ["signer", "authority", "delivered", "figures"])
    def test_whoever_changed_more_than_words_has_written_last_too(self, cast: Cast, change: str) -> None:
        headed(cast)
        with_hung(cast)
        paper, hung = signed_by(cast, drafted(cast)), cast.actor("hung")
        if change == "figures":
            [stretch] = [one for one in stretches(cast.programme, unit=paper.unit, on=TODAY) if one.code == "CD40N"]
            paper = actions.refreeze(paper, OfStretch(stretch, TODAY), by=hung, at=NOW)
        else:
            other = {"signer": None, "authority": Authority.KT, "delivered": False}[change]
            paper = actions.write(paper, written(paper, **{change: other}), by=hung, at=NOW)

        with pytest.raises(NotPossible) as no:
            signing.check(paper, seen=paper.version, by=hung, at=NOW)

        assert "own_words" in codes(no)
        assert paper.revisions.count() == 3

    def test_what_was_written_after_it_was_seen_is_not_checked(self, cast: Cast) -> None:
        headed(cast)
        paper = signed_by(cast, drafted(cast))

        with pytest.raises(Stale):
            signing.check(paper, seen=paper.version - 1, by=cast.actor("dong"), at=NOW)


class TestTheSignedCopy:
    @pytest.mark.parametrize(
        ("data", "name", "kind"),
        [(pdf(), "ban ky.pdf", "application/pdf"), (P7M, "01-LDLD.p7m", "application/pkcs7-mime")],
    )
    def test_is_kept_as_it_came_under_its_hash(self, cast: Cast, data: bytes, name: str, kind: str) -> None:
        paper = signing.sign(numbered(cast), data, name=name, by=cast.actor("dong"), at=NOW)

        assert paper.state == State.SIGNED
        assert paper.signed and (paper.signed.sha256, paper.signed.kind) == (sha256(data).hexdigest(), kind)
        assert Record.objects.get(verb="paper.sign").after["sha256"] == paper.signed.sha256

    @pytest.mark.parametrize(
        ("data", "code"),
        [
            (b"", "file_empty"),
            (b"MZ" + b"\0" * 90, "file_program"),
            (P7M + b"MZ", "file_kind"),
            (b"0\x0d\x06\x09khong phai", "file_kind"),
            (pdf(catalog=b"/OpenAction<</S/JavaScript/JS(x)>>"), "file_pdf_active"),
        ],
    )
    def test_what_is_no_copy_is_told_and_nothing_changes(self, cast: Cast, data: bytes, code: str) -> None:
        paper = numbered(cast)

        with pytest.raises(NotPossible) as no:
            signing.sign(paper, data, name="ban-ky.pdf", by=cast.actor("dong"), at=NOW)

        assert codes(no) == {code}
        assert no.value.problems[0].field == "copy"
        assert again(paper).state == State.NUMBERED

    def test_a_better_one_takes_the_first_one_s_place_until_it_is_issued(self, cast: Cast) -> None:
        paper = copied(cast, numbered(cast))

        better = copied(cast, paper, photo())
        done = went_out(cast, better)

        assert done.signed == better.signed != paper.signed
        assert done.unsigned == ""  # the copy is there: no reason is kept
        with pytest.raises(NotPossible):
            copied(cast, done)

    def test_without_it_a_paper_is_issued_for_a_reason(self, cast: Cast) -> None:
        paper, dong = numbered(cast), cast.actor("dong")

        with pytest.raises(NotPossible) as no:
            actions.issue(paper, day=TODAY, by=dong, at=NOW)

        assert codes(no) == {"no_copy"}
        assert actions.issue(paper, day=TODAY, unsigned=UNSIGNED, by=dong, at=NOW).unsigned == UNSIGNED


class TestReplacing:
    def replacement(self, cast: Cast, paper: OfficialPaper) -> OfficialPaper:
        dong = cast.actor("dong")
        new = replacing.replace(paper, by=dong, at=NOW)
        new = actions.write(new, written(new, delivered=False), by=dong, at=NOW)
        new = signing.check(new, seen=new.version, by=dong, at=NOW)
        actions.number(new, seen=new.version, by=dong, at=NOW)
        return again(new)

    def test_begins_with_the_words_and_figures_of_the_old_one_and_says_which_it_replaces(self, cast: Cast) -> None:
        paper, dong = issued(cast), cast.actor("dong")

        new = replacing.replace(paper, by=dong, at=NOW)

        assert (new.state, new.replaces, new.figures) == (State.DRAFT, paper, paper.figures)
        assert new.body == (
            f"{paper.body}\nVăn bản này thay thế văn bản số 01/LĐLĐ ngày 18/05/2022 của "
            "Liên đoàn Lao động tỉnh Ninh Thuận."
        )
        assert replacing.replace(paper, by=dong, at=NOW) == new
        assert again(paper).state == State.ISSUED

    def test_once_issued_the_old_one_no_longer_holds_and_whoever_had_it_gets_the_new_one(self, cast: Cast) -> None:
        paper = issued(cast)
        new = went_out(cast, self.replacement(cast, paper))

        assert again(paper).state == State.REPLACED
        assert list(again(paper).replacements.all()) == [new]
        assert set(new.deliveries.values_list("unit", flat=True)) == set(paper.receivers)

    def test_no_file_of_what_holds_no_longer_is_taken_for_valid(self, cast: Cast) -> None:
        old = issued(cast)
        went_out(cast, self.replacement(cast, old))
        assert "VĂN BẢN ĐÃ ĐƯỢC THAY THẾ bằng văn bản số 02/LĐLĐ" in in_word(again(old))

        new = again(old).replacements.get()
        assert not [line for line in in_word(new) if line.startswith("VĂN BẢN ĐÃ")]
        actions.withdraw(new, reason="Sai đối tượng", by=cast.actor("dong"), at=NOW)
        assert "VĂN BẢN ĐÃ THU HỒI. Lý do: Sai đối tượng" in in_word(again(new))

    def test_a_withdrawn_paper_stays_withdrawn(self, cast: Cast) -> None:
        paper = issued(cast)
        new = self.replacement(cast, paper)
        actions.withdraw(paper, reason="Sai đối tượng", by=cast.actor("dong"), at=NOW)

        went_out(cast, new)

        assert again(paper).state == State.WITHDRAWN

    def test_only_what_is_issued_can_be_replaced_and_by_its_own_union(self, cast: Cast) -> None:
        with pytest.raises(NotPossible):
            replacing.replace(numbered(cast), by=cast.actor("dong"), at=NOW)
        with pytest.raises(NotAllowed):
            replacing.replace(issued(cast), by=cast.actor("minh"), at=NOW)


class TestVersions:
    def test_each_saved_text_is_one_and_the_same_text_is_not_kept_twice(self, cast: Cast) -> None:
        paper, dong = drafted(cast), cast.actor("dong")
        for body in ("Lời thứ hai.", "Lời thứ hai.", "Lời thứ ba."):
            paper = actions.write(paper, written(paper, body=body), by=dong, at=NOW + timedelta(hours=1))

        assert list(paper.revisions.order_by("number").values_list("number", "texts__body", "by__username"))[1:] == [
            (2, "Lời thứ hai.", "dong"),
            (3, "Lời thứ ba.", "dong"),
        ]

    def test_going_back_is_a_new_version_with_the_old_words(self, cast: Cast) -> None:
        paper, dong = drafted(cast), cast.actor("dong")
        first = paper.revisions.get()
        paper = actions.write(paper, written(paper, body="Lời khác hẳn."), by=dong, at=NOW)

        with pytest.raises(Stale):
            revising.restore(first, seen=paper.version - 1, by=dong, at=NOW)
        done = revising.restore(first, seen=paper.version, by=dong, at=NOW)

        assert done.body == first.texts["body"]
        assert paper.revisions.count() == 3

    def test_words_pasted_from_word_are_made_the_paper_s_own(self, cast: Cast) -> None:
        paper, dong = drafted(cast), cast.actor("dong")
        pasted = (
            "\uf0b7\tSáng\u00a0kiến co\u0301 ích\r\n•\tĐúng\u00ad hạn\vo\tô\x07cuối\u200b\n– “Tự hào”\n* một\n**đậm**"
        )

        paper = actions.write(paper, written(paper, body=pasted), by=dong, at=NOW)

        assert paper.body == "- Sáng kiến có ích\n- Đúng hạn\n- ô cuối\n- “Tự hào”\n- một\n**đậm**"


class TestArriving:
    def test_officers_of_the_unions_that_it_reaches_are_told_by_message(self, cast: Cast) -> None:
        issued(cast)

        told = Notice.objects.filter(kind="paper_arrived")
        phones = {cast.person(login).phone for login in ("minh", "yen", "thao")}
        assert set(told.values_list("to", flat=True)) == phones
        assert told[0].params == {"sender": "LĐLĐ tỉnh Ninh Thuận", "number": "01/LĐLĐ"}

    def test_they_are_told_as_well_when_it_is_taken_back(self, cast: Cast) -> None:
        actions.withdraw(issued(cast), reason="Ghi sai số liệu", by=cast.actor("dong"), at=NOW)

        told = Notice.objects.filter(kind="paper_withdrawn")
        phones = {cast.person(login).phone for login in ("minh", "yen", "thao")}
        assert set(told.values_list("to", flat=True)) == phones
        assert told[0].params == {"sender": "LĐLĐ tỉnh Ninh Thuận", "number": "01/LĐLĐ"}

    def test_what_was_replaced_can_still_be_entered(self, cast: Cast) -> None:
        paper = issued(cast)
        delivery = Delivery.objects.get(paper=paper, unit=cast.unit("CD-KCN"))
        TestReplacing().replacement(cast, paper)

        assert receive(delivery, by=cast.actor("minh"), at=NOW).line == "01/LĐLĐ"
