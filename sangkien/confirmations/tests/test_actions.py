"""Authors answer by their link, agree, and change their minds."""

import io
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.db import connection
from PIL import Image

from sangkien.audit.models import Record
from sangkien.base.problems import NotAllowed, NotPossible
from sangkien.confirmations import actions
from sangkien.confirmations.asking import ask_authors
from sangkien.confirmations.helping import send_for
from sangkien.confirmations.models import AuthorAnswer, AuthorLink, Said
from sangkien.confirmations.queries import Standing, author_link, authors_said, unsettled
from sangkien.confirmations.rules import MOST_ANSWERS, AuthorSays, GivenPaper
from sangkien.confirmations.tests.asking import HUNG, LAN, THREE, TU, link_of, says, together
from sangkien.consents.models import Consent, Purpose
from sangkien.consents.queries import may_be_named
from sangkien.files.checking import checked
from sangkien.initiatives.actions import resubmit, start_correction, start_draft
from sangkien.initiatives.content import AuthorEntry
from sangkien.initiatives.models import Author, Initiative
from sangkien.initiatives.states import State
from sangkien.initiatives.steps import step
from sangkien.notices.models import Notice
from tests.cast import NOW, Cast


def picture() -> bytes:
    """A photo as a phone sends it."""
    out = io.BytesIO()
    Image.new("RGB", (8, 8), "white").save(out, "PNG")
    return out.getvalue()


PHOTO = GivenPaper(picture(), "phieu.png")


def standing(initiative: Initiative, name: str = HUNG.full_name) -> Standing:
    return next(one.standing for one in authors_said(initiative) if one.author.full_name == name)


def codes(no: pytest.ExceptionInfo[NotPossible]) -> list[str]:
    return [problem.code for problem in no.value.problems]


class TestAnAuthor:
    def test_confirms(self, cast: Cast) -> None:
        initiative = together(cast)
        assert standing(initiative) == Standing.WAITING
        assert standing(initiative, LAN.full_name) == Standing.SENDER

        says(initiative, Said.CONFIRMED)

        assert standing(initiative) == Standing.CONFIRMED
        assert not unsettled([initiative])

    def test_denies_and_the_dossier_stays(self, cast: Cast) -> None:
        initiative = together(cast)

        says(initiative, Said.DENIED)

        assert standing(initiative) == Standing.DENIED
        assert unsettled([initiative]) == {initiative.pk: [Standing.DENIED]}
        assert cast.again(initiative).state == initiative.state

    def test_who_sent_it_is_told_of_a_denial_once(self, cast: Cast) -> None:
        initiative = together(cast)

        for said in (Said.DENIED, Said.CONFIRMED, Said.DENIED):
            says(initiative, said)

        notice = Notice.objects.get(kind="author_denied")
        assert (notice.to, notice.params["dossier"]) == (LAN.phone, initiative.code)

    def test_finds_the_share_wrong_and_says_why(self, cast: Cast) -> None:
        initiative = together(cast)

        with pytest.raises(NotPossible) as no:
            says(initiative, Said.SHARE_WRONG)
        says(initiative, Said.SHARE_WRONG, reason="Tôi làm một nửa")

        assert codes(no) == ["no_reason"]
        assert standing(initiative) == Standing.SHARE_WRONG

    def test_may_say_otherwise_and_every_answer_is_kept(self, cast: Cast) -> None:
        initiative = together(cast)

        for said in (Said.DENIED, Said.CONFIRMED):
            says(initiative, said)

        assert standing(initiative) == Standing.CONFIRMED
        assert AuthorAnswer.objects.count() == 2

    def test_answers_once_by_pressing_twice(self, cast: Cast) -> None:
        initiative = together(cast)

        for _press in range(2):
            says(initiative, Said.CONFIRMED)

        assert AuthorAnswer.objects.count() == 1
        assert Record.objects.filter(verb="author_link.answer").count() == 1

    def test_cannot_answer_after_the_verdict(self, cast: Cast) -> None:
        initiative = together(cast)
        for verb, to in [("confirmed", State.REVIEWING), ("valid", State.VALID)]:
            step(cast.again(initiative), verb=verb, to=to, by=cast.actor("minh"), at=NOW)

        with pytest.raises(NotPossible) as no:
            says(initiative, Said.DENIED)

        assert codes(no) == ["decided"]

    def test_cannot_answer_by_a_link_that_is_over(self, cast: Cast) -> None:
        initiative = together(cast)
        old = link_of(initiative)

        with pytest.raises(NotPossible) as no:
            says(initiative, Said.DENIED, at=NOW + timedelta(days=31))
        actions.renew_link(old, by=cast.actor("lan"), at=NOW)
        with pytest.raises(NotPossible) as ended:
            actions.answer(old, AuthorSays(said=Said.DENIED), address="", at=NOW)

        assert codes(no) == codes(ended) == ["link_over"]

    def test_cannot_answer_without_end(self, cast: Cast) -> None:
        initiative = together(cast)
        for n in range(MOST_ANSWERS):
            says(initiative, [Said.CONFIRMED, Said.DENIED][n % 2])

        with pytest.raises(NotPossible) as no:
            says(initiative, Said.CONFIRMED)

        assert codes(no) == ["many_answers"]

    @pytest.mark.parametrize(
        ("wrong", "code"), [({"said": "MAYBE"}, "no_answer"), ({"reason": "x" * 501}, "text_long")]
    )
    def test_answers_within_reason(self, cast: Cast, wrong: dict[str, str], code: str) -> None:
        initiative = together(cast)

        with pytest.raises(NotPossible) as no:
            says(initiative, **{"said": Said.DENIED} | wrong)

        assert codes(no) == [code]


class TestACompletion:
    def completed(self, cast: Cast, *authors: AuthorEntry) -> Initiative:
        """Returned by Mai after Hùng has answered, and sent again with these authors."""
        initiative = Initiative.objects.get()
        step(initiative, verb="returned", to=State.RETURNED, by=cast.actor("mai"), at=NOW)
        draft = start_correction(initiative, by=cast.actor("lan"), at=NOW)
        return cast.again(resubmit(draft, cast.content(authors=authors), by=cast.actor("lan"), at=NOW))

    def test_that_changes_a_confirmed_share_is_seen(self, cast: Cast) -> None:
        says(together(cast), Said.CONFIRMED)

        initiative = self.completed(cast, LAN, AuthorEntry(full_name="Võ Văn Hùng", phone=HUNG.phone, share=5_000))

        assert standing(initiative) == Standing.CHANGED

    def test_that_puts_a_share_right_settles_it(self, cast: Cast) -> None:
        says(together(cast), Said.SHARE_WRONG, reason="Tôi làm một nửa")

        initiative = self.completed(cast, LAN, AuthorEntry(full_name="Võ Văn Hùng", phone=HUNG.phone, share=5_000))

        assert not unsettled([initiative])

    def test_that_writes_an_author_otherwise_does_not_hide_their_denial(self, cast: Cast) -> None:
        says(together(cast), Said.DENIED, mark="le van tu")

        initiative = self.completed(cast, LAN, HUNG, replace(TU, phone="+84912345099"))
        ask_authors(at=NOW)

        assert unsettled([initiative]) == {initiative.pk: [Standing.LEFT]}
        tu = initiative.credited[2]
        with pytest.raises(NotPossible) as no:
            actions.ask_consent_code(initiative, tu, by=cast.actor("lan"), address="10.0.0.3", at=NOW)
        assert codes(no) == ["author_denied"]

        says(initiative, Said.CONFIRMED, mark="+84912345099")
        for verb, to in [("confirmed", State.REVIEWING), ("valid", State.VALID)]:
            step(cast.again(initiative), verb=verb, to=to, by=cast.actor("minh"), at=NOW)
        assert not unsettled([cast.again(initiative)])

    def test_that_takes_an_author_out_closes_their_link(self, cast: Cast) -> None:
        says(together(cast), Said.DENIED)

        initiative = self.completed(cast, AuthorEntry(full_name="Nguyễn Thị Lan", phone=LAN.phone))

        with pytest.raises(NotPossible) as no:
            says(initiative, Said.CONFIRMED)
        assert codes(no) == ["not_an_author"]


class TestBeingNamed:
    def named(self, initiative: Initiative) -> list[str]:
        return [author.full_name for author in may_be_named([again(initiative)])[initiative.pk]]

    def test_takes_the_word_of_each_author(self, cast: Cast) -> None:
        initiative = together(cast, publish_name=True)
        assert self.named(initiative) == ["Nguyễn Thị Lan"]

        says(initiative, Said.CONFIRMED, publish=True)

        assert self.named(initiative) == ["Nguyễn Thị Lan", "Võ Văn Hùng"]

    def test_does_not_take_another_authors_word_before_they_are_asked(self, cast: Cast) -> None:
        sent, helped = cast.submitted(authors=THREE, publish_name=True), cast.submitted(by="mai", publish_name=True)

        assert self.named(sent) == ["Nguyễn Thị Lan"]
        assert self.named(helped) == []

    def test_is_not_agreed_to_by_confirming(self, cast: Cast) -> None:
        initiative = together(cast, publish_name=True)

        says(initiative, Said.CONFIRMED)

        assert self.named(initiative) == ["Nguyễn Thị Lan"]

    def test_can_be_taken_back(self, cast: Cast) -> None:
        initiative = together(cast)
        says(initiative, Said.CONFIRMED, publish=True)

        actions.agree_by_link(link_of(initiative), Purpose.PUBLISH_NAME, agrees=False, at=NOW)

        assert self.named(initiative) == []
        assert not Consent.objects.holding().to(Purpose.PUBLISH_NAME)

    def test_ends_with_a_denial(self, cast: Cast) -> None:
        initiative = together(cast)
        says(initiative, Said.CONFIRMED, publish=True)

        says(initiative, Said.DENIED, publish=True)

        assert self.named(initiative) == []


def again(initiative: Initiative) -> Initiative:
    return Initiative.objects.get(pk=initiative.pk)


class TestEnteredForThem:
    @pytest.fixture
    def initiative(self, cast: Cast) -> Initiative:
        """Lan's jig, entered by Mai."""
        initiative = cast.submitted(by="mai")
        ask_authors(at=NOW)
        return initiative

    def agreed(self, initiative: Initiative) -> Consent | None:
        return initiative.consents.holding().to(Purpose.ENTERED_FOR_ME).first()

    def test_the_author_agrees_by_confirming(self, cast: Cast, initiative: Initiative) -> None:
        says(initiative, Said.CONFIRMED, mark=LAN.phone)

        consent = self.agreed(initiative)
        assert consent and (consent.means, consent.by) == ("LINK", None)

    def test_or_by_a_signed_slip(self, cast: Cast, initiative: Initiative) -> None:
        author = initiative.credited[0]

        given = actions.consent_by_slip(initiative, author, PHOTO, by=cast.actor("mai"), at=NOW)
        again = actions.consent_by_slip(initiative, author, PHOTO, by=cast.actor("mai"), at=NOW)

        assert given == again
        assert (given.means, given.by, given.slip.kind) == ("SLIP", cast.person("mai"), "image/png")

    def test_the_photo_of_a_slip_is_drawn_before_anything_is_locked(
        self, cast: Cast, initiative: Initiative, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        depths, mai = [], cast.actor("mai")

        def drawn(*given: Any) -> Any:
            depths.append(len(connection.atomic_blocks))
            return checked(*given)

        monkeypatch.setattr("sangkien.files.actions.checked", drawn)
        draft = start_draft(cast.programme, by=mai, at=NOW)
        outside = len(connection.atomic_blocks)

        sent = send_for(draft, cast.content(), slip=PHOTO, by=mai, at=NOW)
        actions.consent_by_slip(initiative, initiative.credited[0], PHOTO, by=mai, at=NOW)

        assert depths == [outside, outside]
        assert sent.consents.get().slip.kind == "image/png"

    def test_but_not_by_a_slip_against_their_word(self, cast: Cast, initiative: Initiative) -> None:
        says(initiative, Said.DENIED, mark=LAN.phone)

        with pytest.raises(NotPossible) as no:
            actions.consent_by_slip(initiative, initiative.credited[0], PHOTO, by=cast.actor("mai"), at=NOW)

        assert codes(no) == ["author_denied"]

    def test_a_strange_file_is_no_slip(self, cast: Cast, initiative: Initiative) -> None:
        with pytest.raises(NotPossible) as no:
            actions.consent_by_slip(
                initiative, initiative.credited[0], GivenPaper(b"MZ", "p.png"), by=cast.actor("mai"), at=NOW
            )

        assert no.value.problems[0].field == "slip"

    def test_others_record_nothing(self, cast: Cast, initiative: Initiative) -> None:
        with pytest.raises(NotAllowed):
            actions.consent_by_slip(initiative, initiative.credited[0], PHOTO, by=cast.actor("kim"), at=NOW)

    def test_what_was_agreed_is_withdrawn_on_the_authors_word(self, cast: Cast, initiative: Initiative) -> None:
        says(initiative, Said.CONFIRMED, mark=LAN.phone)
        consent = self.agreed(initiative)
        assert consent

        with pytest.raises(NotAllowed):
            actions.withdraw_consent(consent, by=cast.actor("kim"), at=NOW)
        for _press in range(2):
            actions.withdraw_consent(consent, by=cast.actor("mai"), at=NOW)

        assert self.agreed(initiative) is None
        assert Record.objects.filter(verb="consent.withdraw").count() == 1

    def test_an_author_withdraws_their_own_word_and_nobody_elses(self, cast: Cast) -> None:
        initiative = together(cast)
        for mark in (HUNG.phone, "le van tu"):
            says(initiative, Said.CONFIRMED, mark=mark, publish=True)
        Author.objects.filter(initiative=initiative, phone=HUNG.phone).update(person=cast.person("hung"))
        hungs, tus = Consent.objects.order_by("pk")

        actions.withdraw_consent(hungs, by=cast.actor("hung"), at=NOW)
        with pytest.raises(NotAllowed):
            actions.withdraw_consent(tus, by=cast.actor("hung"), at=NOW)

        assert list(Consent.objects.holding()) == [tus]


class TestACode:
    def asked(self, cast: Cast, initiative: Initiative, *, at: datetime = NOW) -> str:
        author = initiative.credited[0]
        actions.ask_consent_code(initiative, author, by=cast.actor("mai"), address="10.0.0.3", at=at)
        return str(Notice.objects.latest("pk").params["code"])

    def proves(self, cast: Cast, initiative: Initiative, digits: str) -> Consent:
        author = initiative.credited[0]
        return actions.consent_by_code(initiative, author, digits, form="a", by=cast.actor("mai"), at=NOW)

    def test_proves_the_dossier_for_which_it_was_sent_and_no_other(self, cast: Cast) -> None:
        first, second = cast.submitted(by="mai"), cast.submitted(by="mai")
        digits = self.asked(cast, first)

        with pytest.raises(NotPossible) as before:
            self.proves(cast, second, digits)
        self.proves(cast, first, digits)
        with pytest.raises(NotPossible) as after:
            self.proves(cast, second, digits)

        assert [codes(before), codes(after)] == [["wrong_code"], ["no_open_code"]]
        assert Consent.objects.get().initiative == first

    def test_that_comes_at_the_moment_of_a_denial_proves_nothing(
        self, cast: Cast, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        initiative = cast.submitted(by="mai")
        ask_authors(at=NOW)
        digits = self.asked(cast, initiative)
        monkeypatch.setattr(actions, "prove_phone", lambda *_, **__: says(initiative, Said.DENIED, mark=LAN.phone))

        with pytest.raises(NotPossible) as no:
            self.proves(cast, initiative, digits)

        assert codes(no) == ["author_denied"]
        assert not Consent.objects.exists()


class TestALink:
    def test_opens_only_what_its_seal_fits(self, cast: Cast) -> None:
        link = link_of(together(cast))

        assert author_link(link.token) == link
        assert author_link(link.token[:-1] + ("x" if link.token[-1] != "x" else "y")) is None
        assert author_link(link.key) is None
        assert author_link("") is None

    def test_is_short_enough_for_a_message(self, cast: Cast) -> None:
        assert len(link_of(together(cast)).token) == 27  # with 44 letters before it, what Zalo takes

    def test_is_made_anew_by_who_handed_it_on(self, cast: Cast) -> None:
        initiative = together(cast)
        old = link_of(initiative)

        with pytest.raises(NotAllowed):
            actions.renew_link(old, by=cast.actor("hung"), at=NOW)
        new = actions.renew_link(old, by=cast.actor("mai"), at=NOW)

        assert new.token != old.token
        assert AuthorLink.objects.get(pk=old.pk).ended_at == NOW

    def test_notes_when_it_was_first_opened(self, cast: Cast) -> None:
        link = link_of(together(cast))

        for at in (NOW, NOW + timedelta(hours=1)):
            actions.note_opened(link, at=at)

        assert AuthorLink.objects.get(pk=link.pk).opened_at == NOW
