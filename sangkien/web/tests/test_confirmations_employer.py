"""The employer opens a link, reads in their own language, and answers three questions."""

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from sangkien.base.problems import NotPossible, Problem
from sangkien.confirmations import employers
from sangkien.confirmations.models import EmployerAnswer, EmployerLink, EmployerOpening, Language, WaitingPaper
from sangkien.confirmations.rules import MOST_ANSWERS
from sangkien.confirmations.tests.asking import employer_says, employers_link
from sangkien.confirmations.words import say_day, say_dong, say_moment, say_percent, table, words
from sangkien.files.actions import Checked
from sangkien.files.models import StoredFile
from sangkien.files.tests.making import photo
from sangkien.web.tests.submitting import no_upload_is_read, too_large
from tests.cast import NOW, TODAY, Cast

ANSWER = {
    "applied": "YES",
    "recognised": "YES",
    "number": "41/QĐ-TT",
    "recognised_on": "12/04/2022",
    "issuer": "Công ty",
    "disclosure": "PUBLIC",
    "value": "RIGHT",
    "value_asked": "120000000",
    "name": "박지훈",
    "position": "공장장",
    "note": "좋은 제안입니다.",
}
PLACES = re.compile(r"\{(\w+)")


@pytest.fixture
def link(cast: Cast) -> EmployerLink:
    return employers_link(cast, cast.confirmed())


def address(link: EmployerLink, language: str = "") -> str:
    return reverse("employer-link", args=[link.token]) + (f"?lang={language}" if language else "")


def get(link: EmployerLink, language: str = "") -> str:
    return Client().get(address(link, language)).content.decode()


def send(link: EmployerLink, language: str = "ko", **changes: object) -> HttpResponse:
    answer: HttpResponse = Client().post(address(link, language), {**ANSWER, **changes})
    return answer


def waiting_in(answer: HttpResponse) -> dict[str, str]:
    """What the page carries of the file that came with it before."""
    found = re.search(r'name="waiting" value="(\d+)"', answer.content.decode())
    return {"waiting": found[1]} if found else {}


class TestTheWords:
    def test_are_there_in_all_five_languages(self) -> None:
        assert {name for name, texts in table().items() if list(texts) != Language.values} == set()
        assert all(isinstance(text, str) and text.strip() for texts in table().values() for text in texts.values())

    def test_name_the_same_places(self) -> None:
        places = {name: {frozenset(PLACES.findall(text)) for text in texts.values()} for name, texts in table().items()}

        assert {name for name, found in places.items() if len(found) > 1} == {"day"}  # English names its months

    def test_speak_of_no_other_language_by_mistake(self) -> None:
        for name, texts in table().items():
            if PLACES.sub("", texts["ko"]).strip("{} :년월일동%"):
                assert re.search("[\uac00-\ud7a3]", texts["ko"]), name
            assert not re.search("[\uac00-\ud7a3\u3040-\u30ff]", texts["zh-Hans"]), name
            assert texts["en"] == "VND {amount}" or texts["en"].isascii() or "–" in texts["en"], name

    @pytest.mark.parametrize(
        ("language", "day", "money", "share"),
        [
            ("vi", "09:00 ngày 18/05/2022", "1.200.000 đồng", "7\xa0%"),
            ("en", "09:00 on 18 May 2022", "VND 1,200,000", "7%"),
            ("ko", "2022년 5월 18일 09:00", "1,200,000동", "7%"),
            ("ja", "2022年5月18日09:00", "1,200,000ドン", "7%"),
            ("zh-Hans", "2022年5月18日09:00", "1,200,000越南盾", "7%"),
        ],
    )
    def test_write_days_and_amounts_in_each_ones_way(self, language: str, day: str, money: str, share: str) -> None:
        spoken = Language(language)

        assert (say_moment(NOW, spoken), say_dong(1_200_000, spoken), say_percent(7, spoken)) == (day, money, share)
        assert say_day(TODAY, spoken) in day


class TestThePage:
    @pytest.mark.parametrize("language", Language.values)
    def test_speaks_the_readers_language(self, link: EmployerLink, language: str) -> None:
        answer = Client().get(address(link, language))

        text = answer.content.decode()
        assert f'<html lang="{language}">' in text and answer["Content-Language"] == language
        for name in ("title", "q_applied", "q_recognised", "q_disclosure", "secret_1", "send"):
            assert words(Language(language))[name] in text.replace("&#x27;", "'")

    def test_begins_in_the_language_of_the_link(self, link: EmployerLink) -> None:
        assert '<html lang="ko">' in get(link)
        assert '<html lang="ko">' in get(link, "fr")

    def test_marks_what_the_workers_wrote_as_vietnamese(self, link: EmployerLink) -> None:
        assert f'lang="vi">{link.initiative.title}' in get(link)

    def test_says_how_authors_are_rewarded_and_what_stays_secret(self, link: EmployerLink) -> None:
        text = get(link, "vi")

        assert "7\xa0% số tiền làm lợi" in text and "120.000.000 đồng" in text

    def test_tells_no_secret_of_a_restricted_dossier(self, cast: Cast) -> None:
        link = employers_link(cast, cast.confirmed(restricted=True, effect="Nhanh hơn."))

        assert words(Language.KO)["held_back"] in get(link)

    def test_is_logged_when_opened_and_kept_by_no_cache(self, link: EmployerLink) -> None:
        Client().head(address(link))
        answer = Client().get(address(link))

        assert "no-store" in answer["Cache-Control"]
        assert EmployerOpening.objects.count() == 1


class TestTheAnswer:
    def test_is_taken_and_thanked_for(self, link: EmployerLink) -> None:
        answer = send(link)

        given = EmployerAnswer.objects.get()
        assert (answer.status_code, given.name, given.language, given.number) == (302, "박지훈", "ko", "41/QĐ-TT")
        text = get(link)
        assert words(Language.KO)["thanks"] in text and "박지훈 공장장" in text

    def test_may_be_changed_from_what_was_said(self, link: EmployerLink) -> None:
        employer_says(link)

        assert 'value="12/04/2022"' in get(link)
        send(link, disclosure="UNION")

        assert EmployerAnswer.objects.count() == 2

    def test_twice_the_same_is_one(self, link: EmployerLink) -> None:
        for _press in range(2):
            send(link)

        assert EmployerAnswer.objects.count() == 1

    @pytest.mark.parametrize("language", Language.values)
    def test_that_lacks_something_is_told_in_the_readers_language(self, link: EmployerLink, language: str) -> None:
        lacks = dict.fromkeys(["applied", "recognised", "disclosure", "name", "position"], "")

        answer = send(link, language, **lacks)

        said = words(Language(language))
        text = answer.content.decode()
        assert answer.status_code == 422 and not EmployerAnswer.objects.exists()
        assert all(text.count(said[f"no_{name}"]) == 2 for name in lacks)  # above, and beside the field
        assert "좋은 제안입니다." in text  # what was typed stays

    @pytest.mark.parametrize(
        ("typed", "told"),
        [
            ({"recognised_on": "không rõ"}, "bad_day"),
            ({"recognised_on": "1" * 5_000}, "bad_day"),
            ({"recognised_on": "12/04/2099"}, "future_day"),
            ({"note": "x" * 2_001}, "text_long"),
            ({"name": "<script>alert(1)</script>"}, "text_strange"),
            ({"paper": SimpleUploadedFile("a.pdf", b"MZ")}, "file_refused"),
        ],
    )
    def test_that_cannot_be_read_is_asked_again(self, link: EmployerLink, typed: dict[str, object], told: str) -> None:
        answer = send(link, "ko", **typed)

        assert answer.status_code == 422 and not EmployerAnswer.objects.exists()
        assert words(Language.KO)[told].split("{")[0] in answer.content.decode()

    def test_with_a_paper_that_is_too_large_is_asked_again_and_the_paper_not_even_read(
        self, link: EmployerLink, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        no_upload_is_read(monkeypatch)

        answer = send(link, paper=too_large())

        assert answer.status_code == 422 and words(Language.KO)["file_refused"] in answer.content.decode()

    def test_whose_words_are_incomplete_keeps_its_file(self, link: EmployerLink) -> None:
        refused = send(link, "vi", name="", paper=SimpleUploadedFile("quyết định.jpg", photo()))
        again = send(link, "vi", name="", **waiting_in(refused))

        for answer in (refused, again):
            assert answer.status_code == 422 and "quyết định.jpg" in answer.content.decode()
        assert send(link, "vi", **waiting_in(again)).status_code == 302
        assert send(link, "vi", **waiting_in(again)).status_code == 302, "pressed twice"
        given = EmployerAnswer.objects.get()
        assert given.paper is not None and given.paper.name == "quyết định.jpg"
        assert WaitingPaper.objects.get().file is None

    def test_changed_after_back_keeps_the_file_that_went_with_the_one_before(self, link: EmployerLink) -> None:
        shown = waiting_in(send(link, name="", paper=SimpleUploadedFile("a.jpg", photo())))
        send(link, **shown)

        assert send(link, note="다시 씁니다.", **shown).status_code == 302

        first, second = EmployerAnswer.objects.order_by("pk")
        assert second.paper == first.paper == StoredFile.objects.get()

    def test_whose_file_somebody_else_replaced_meanwhile_asks_for_it_again(self, link: EmployerLink) -> None:
        shown = waiting_in(send(link, name="", paper=SimpleUploadedFile("a.jpg", photo())))
        send(link, name="", paper=SimpleUploadedFile("b.jpg", photo(size=(40, 30))))

        answer = send(link, **shown)

        assert answer.status_code == 422 and not EmployerAnswer.objects.exists()
        assert words(Language.KO)["file_refused"] in answer.content.decode()
        assert "b.jpg" not in answer.content.decode() and not waiting_in(answer)
        assert send(link).status_code == 302, "without a file after all"

    def test_that_is_never_complete_brings_no_more_files_than_answers(self, link: EmployerLink) -> None:
        def incomplete(n: int, **shown: str) -> HttpResponse:
            return send(link, name="", paper=SimpleUploadedFile(f"{n}.jpg", photo(size=(40, 30 + n))), **shown)

        for n in range(MOST_ANSWERS):
            shown = waiting_in(incomplete(n))
        one_more = incomplete(MOST_ANSWERS, **shown)
        send(link, **shown)  # what is taken makes no room for more
        again = incomplete(MOST_ANSWERS)

        assert (waiting_in(one_more), waiting_in(again)) == (shown, {})
        assert all(words(Language.KO)["many_answers"] in told.content.decode() for told in (one_more, again))
        assert StoredFile.objects.get() == EmployerAnswer.objects.get().paper
        assert WaitingPaper.objects.get().times == MOST_ANSWERS

    def test_with_a_paper_that_does_not_open_is_looked_into_once(
        self, link: EmployerLink, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        looked: list[str] = []

        def looks(*_given: object, name: str, **_said: object) -> Checked:
            looked.append(name)
            raise NotPossible([Problem(code="broken", field="paper", text="")])

        monkeypatch.setattr(employers, "look_into", looks)

        assert send(link, paper=SimpleUploadedFile("a.pdf", b"%PDF")).status_code == 422
        assert looked == ["a.pdf"]

    def test_another_file_takes_the_place_of_the_one_that_waits(self, link: EmployerLink) -> None:
        first = send(link, name="", paper=SimpleUploadedFile("a.jpg", photo()))
        second = send(link, name="", paper=SimpleUploadedFile("b.jpg", photo(size=(40, 30))), **waiting_in(first))

        assert StoredFile.objects.get().name == "b.jpg"
        send(link, **waiting_in(second))
        assert EmployerAnswer.objects.get().paper == StoredFile.objects.get()

    def test_that_is_never_completed_leaves_no_file_once_the_link_is_over(self, link: EmployerLink) -> None:
        send(link, name="", paper=SimpleUploadedFile("a.jpg", photo()))

        assert employers.forget_papers(at=NOW) == 0
        assert employers.forget_papers(at=link.expires_at) == 1
        assert employers.forget_papers(at=link.expires_at) == 0
        assert not StoredFile.objects.exists()

    def test_is_told_all_that_is_amiss_at_once(self, link: EmployerLink) -> None:
        answer = send(link, "vi", recognised_on="31/02/2022", disclosure="", name="", position="")

        vietnamese = words(Language.VI)
        for told in ("bad_day", "no_disclosure", "no_name", "no_position"):
            assert vietnamese[told] in answer.content.decode(), told

    def test_that_is_changed_later_keeps_its_file(self, link: EmployerLink) -> None:
        send(link, "vi", paper=SimpleUploadedFile("quyết định.jpg", photo()))

        opened = Client().get(address(link, "vi"))
        assert "quyết định.jpg" in opened.content.decode()
        assert send(link, "vi", note="Đã áp dụng ở cả hai xưởng.", **waiting_in(opened)).status_code == 302

        first, second = EmployerAnswer.objects.order_by("pk")
        assert (second.paper, second.note) == (first.paper, "Đã áp dụng ở cả hai xưởng.")

    def test_takes_no_file_that_another_page_brought(self, link: EmployerLink) -> None:
        send(link, name="", paper=SimpleUploadedFile("a.jpg", photo()))

        assert "a.jpg" not in send(link, name="").content.decode()
        send(link)
        assert EmployerAnswer.objects.get().paper is None

    def test_with_invisible_bytes_is_taken_without_them(self, link: EmployerLink) -> None:
        assert send(link, name="Park\0 Ji-hoon").status_code == 302
        assert EmployerAnswer.objects.get().name == "Park Ji-hoon"


class TestALinkThatOpensNothing:
    @pytest.mark.parametrize("language", Language.values)
    def test_says_so_in_each_language(self, cast: Cast, link: EmployerLink, language: str) -> None:
        employers.revoke(link, by=cast.actor("mai"), at=NOW)

        assert words(Language(language))["gone_text"] in get(link, language)
        assert words(Language(language))["gone_text"].replace("'", "&#x27;") in get(link, language)
        assert send(link, language).status_code == 200
        assert not EmployerAnswer.objects.exists()

    def test_is_not_there(self, cast: Cast) -> None:
        answer = Client().get("/doanh-nghiep/khong-co/?lang=ja")

        assert answer.status_code == 404
        assert words(Language.JA)["gone"] in answer.content.decode()
