"""The employer answers by a link; what is to be kept secret leaves the public pages at once."""

from datetime import timedelta

import pytest

from sangkien.audit.models import Record
from sangkien.base.problems import NotAllowed, NotPossible
from sangkien.confirmations import employers
from sangkien.confirmations.asking import ask_authors
from sangkien.confirmations.models import Disclosure, EmployerAnswer, EmployerOpening, Withheld
from sangkien.confirmations.queries import Evidence, author_link, employer_answer, employer_link, evidence
from sangkien.confirmations.rules import MOST_LINKS, GivenPaper
from sangkien.confirmations.tests.asking import LAN, employer_says, employers_link, says
from sangkien.files.models import FileKind
from sangkien.files.tests.making import photo
from sangkien.initiatives.content import Recognition
from sangkien.initiatives.models import Initiative
from sangkien.initiatives.rules import SEE_PUBLIC
from tests.cast import NOW, Cast


def codes(no: pytest.ExceptionInfo[NotPossible]) -> list[str]:
    return [problem.code for problem in no.value.problems]


def level(initiative: Initiative) -> Evidence:
    return evidence(initiative, employer_answer(initiative))


def is_public(cast: Cast, initiative: Initiative) -> bool:
    listed = Initiative.objects.public().filter(pk=initiative.pk).exists()
    assert listed == cast.actor("hung").may(SEE_PUBLIC, initiative)
    return listed


class TestEvidence:
    def test_rises_from_the_author_to_the_union_to_the_employer(self, cast: Cast) -> None:
        sent, confirmed = cast.submitted(), cast.confirmed()
        assert (level(sent), level(confirmed)) == (Evidence.AUTHOR, Evidence.UNION)

        employer_says(employers_link(cast, confirmed))

        assert level(confirmed) == Evidence.EMPLOYER

    def test_what_the_union_entered_has_its_word_once_an_author_agreed(self, cast: Cast) -> None:
        initiative = cast.submitted(by="mai")
        ask_authors(at=NOW)
        assert level(initiative) == Evidence.ENTERED

        says(initiative, "CONFIRMED", mark=LAN.phone)
        assert level(initiative) == Evidence.UNION

        says(initiative, "DENIED", mark=LAN.phone)
        assert level(initiative) == Evidence.ENTERED

    def test_a_no_attests_nothing(self, cast: Cast) -> None:
        initiative = cast.confirmed()

        employer_says(employers_link(cast, initiative), applied="NO")

        assert level(initiative) == Evidence.UNION

    def test_an_author_who_answers_their_own_link_attests_nothing(self, cast: Cast) -> None:
        initiative = cast.confirmed()

        employer_says(employers_link(cast, initiative, by="lan"))

        assert level(initiative) == Evidence.UNION

    def test_nor_do_they_take_back_what_the_employer_said(self, cast: Cast) -> None:
        initiative = cast.confirmed()
        said = employer_says(employers_link(cast, initiative))

        employer_says(employers_link(cast, initiative, by="lan"), applied="NO")

        assert (employer_answer(initiative), level(initiative)) == (said, Evidence.EMPLOYER)

    def test_an_author_ends_only_a_link_of_their_own_and_what_was_said_by_it_stays(self, cast: Cast) -> None:
        initiative = cast.confirmed()
        unions, own = employers_link(cast, initiative), employers_link(cast, initiative, by="lan")
        said = employer_says(own)

        with pytest.raises(NotAllowed):
            employers.revoke(unions, by=cast.actor("lan"), at=NOW)
        employers.revoke(own, by=cast.actor("lan"), at=NOW)

        assert employer_answer(initiative) == said

    def test_the_union_ends_every_link_and_what_was_said_by_it(self, cast: Cast) -> None:
        initiative = cast.confirmed()
        link = employers_link(cast, initiative, by="lan")
        employer_says(link)

        employers.revoke(link, by=cast.actor("mai"), at=NOW)

        assert employer_answer(initiative) is None

    def test_nor_does_an_answer_by_a_link_that_was_revoked(self, cast: Cast) -> None:
        initiative = cast.confirmed()
        link = employers_link(cast, initiative)
        employer_says(link)

        employers.revoke(link, by=cast.actor("mai"), at=NOW)

        assert level(initiative) == Evidence.UNION


class TestSecrecy:
    def test_stricter_than_the_author_counts_at_once(self, cast: Cast) -> None:
        initiative = cast.valid()
        assert is_public(cast, initiative)

        employer_says(employers_link(cast, initiative), disclosure="RESTRICTED")

        assert not is_public(cast, initiative)

    def test_also_before_the_verdict(self, cast: Cast) -> None:
        first, second = cast.valid(), cast.valid()
        for initiative in (first, second):
            employer_says(employers_link(cast, initiative), disclosure="UNION")

        assert not Initiative.objects.public().exists()

    def test_the_employer_may_loosen_it_again(self, cast: Cast) -> None:
        initiative = cast.valid()
        link = employers_link(cast, initiative)
        employer_says(link, disclosure="RESTRICTED")

        employer_says(link, disclosure="UNION")
        assert Withheld.objects.get().level == Disclosure.UNION
        employer_says(link, disclosure="PUBLIC")

        assert is_public(cast, initiative)

    def test_but_not_by_a_link_that_an_author_made(self, cast: Cast) -> None:
        initiative = cast.valid()
        employer_says(employers_link(cast, initiative), disclosure="RESTRICTED")

        employer_says(employers_link(cast, initiative, by="lan"), disclosure="PUBLIC")

        assert not is_public(cast, initiative)

    def test_nor_by_revoking_the_link(self, cast: Cast) -> None:
        initiative = cast.valid()
        link = employers_link(cast, initiative, by="lan")
        employer_says(link, disclosure="RESTRICTED")

        employers.revoke(link, by=cast.actor("lan"), at=NOW)

        assert not is_public(cast, initiative)


class TestAnAnswer:
    def test_is_kept_with_what_was_seen_and_goes_nowhere_else(self, cast: Cast) -> None:
        initiative = cast.confirmed(recognition=Recognition(form="not_yet"))

        given = employer_says(employers_link(cast, initiative))

        assert (given.version, given.number, given.language) == (2, "41/QĐ-TT", "ko")
        assert cast.again(initiative).recognition_number == ""
        said = Record.objects.get(verb="employer_link.answer").after
        assert said == {"applied": "YES", "recognised": "YES", "disclosure": "PUBLIC"}

    def test_twice_the_same_is_one(self, cast: Cast) -> None:
        link = employers_link(cast, cast.confirmed())

        assert employer_says(link) == employer_says(link)
        assert EmployerAnswer.objects.count() == 1

    def test_without_a_recognition_has_no_number(self, cast: Cast) -> None:
        given = employer_says(employers_link(cast, cast.confirmed()), recognised="NO")

        assert (given.number, given.recognised_on, given.issuer) == ("", None, "")

    def test_may_bring_a_paper(self, cast: Cast) -> None:
        paper = GivenPaper(photo(), "quyết định.jpg")

        given = employer_says(employers_link(cast, cast.confirmed()), paper=paper)

        assert given.paper is not None
        assert (given.paper.name, given.paper.kind) == ("quyết định.jpg", FileKind.JPEG)

    def test_with_a_pdf_that_has_no_page_is_not_kept(self, cast: Cast) -> None:
        link = employers_link(cast, cast.confirmed())

        with pytest.raises(NotPossible) as no:
            employer_says(link, paper=GivenPaper(b"%PDF-1.4\n%%EOF", "quyet dinh.pdf"))

        assert no.value.problems[0].field == "paper"
        assert not EmployerAnswer.objects.exists()

    def test_a_strange_file_keeps_the_answer_out(self, cast: Cast) -> None:
        link = employers_link(cast, cast.confirmed())

        with pytest.raises(NotPossible) as no:
            employer_says(link, paper=GivenPaper(b"MZ", "a.pdf"))

        assert no.value.problems[0].field == "paper"
        assert not EmployerAnswer.objects.exists()

    def test_says_all_that_is_missing(self, cast: Cast) -> None:
        link = employers_link(cast, cast.confirmed())

        with pytest.raises(NotPossible) as no:
            employer_says(link, applied="", recognised="", disclosure="", name=" ", position="", number="")

        assert codes(no) == ["no_applied", "no_recognised", "no_disclosure", "no_name", "no_position"]

    def test_a_decision_lies_not_in_the_future(self, cast: Cast) -> None:
        with pytest.raises(NotPossible) as no:
            employer_says(employers_link(cast, cast.confirmed()), recognised_on=NOW.date() + timedelta(days=1))

        assert codes(no) == ["future_day"]


class TestALink:
    def test_of_the_union_speaks_for_it_and_of_an_author_for_nobody(self, cast: Cast) -> None:
        initiative = cast.confirmed()

        assert employers_link(cast, initiative).unit == cast.unit("CS-MAY-TIEN-THUAN")
        assert employers_link(cast, initiative, by="lan").unit is None

    def test_is_made_by_nobody_else(self, cast: Cast) -> None:
        for who in ("hung", "kim", "minh"):
            with pytest.raises(NotAllowed):
                employers_link(cast, cast.confirmed(), by=who)

    def test_says_for_whom_it_is_and_in_which_language(self, cast: Cast) -> None:
        with pytest.raises(NotPossible) as no:
            employers_link(cast, cast.confirmed(), recipient="?", language="fr")

        assert codes(no) == ["no_recipient", "no_language"]

    def test_is_over_after_fourteen_days_or_when_revoked(self, cast: Cast) -> None:
        initiative = cast.confirmed()
        late, revoked = (employers_link(cast, initiative) for _n in range(2))
        employers.revoke(revoked, by=cast.actor("mai"), at=NOW)
        employers.revoke(revoked, by=cast.actor("mai"), at=NOW)

        with pytest.raises(NotPossible) as over:
            employer_says(late, at=NOW + timedelta(days=14))
        with pytest.raises(NotPossible) as ended:
            employer_says(revoked)

        assert codes(over) == codes(ended) == ["link_over"]

    def test_there_are_not_many_at_a_time(self, cast: Cast) -> None:
        initiative = cast.confirmed()
        for _n in range(MOST_LINKS):
            employers_link(cast, initiative)

        with pytest.raises(NotPossible) as no:
            employers_link(cast, initiative)

        assert codes(no) == ["many_links"]

    def test_opens_only_its_own_kind_of_page(self, cast: Cast) -> None:
        link = employers_link(cast, cast.confirmed())

        assert employer_link(link.token) == link
        assert author_link(link.token) is None

    def test_is_logged_each_hour_that_it_is_opened(self, cast: Cast) -> None:
        link = employers_link(cast, cast.confirmed())

        for minutes in (0, 1, 61):
            employers.note_opening(link, address="10.0.0.9", at=NOW + timedelta(minutes=minutes))
        employers.note_opening(link, address="10.0.0.8", at=NOW)

        assert EmployerOpening.objects.count() == 3
        assert not EmployerOpening.objects.filter(address_mark__contains="10.0").exists()
