"""Stories as anybody reads them, and the desk at which they are made."""

import io
import json
import re
import struct
from datetime import timedelta
from typing import Any
from xml.etree import ElementTree

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from PIL import Image

from sangkien.confirmations.tests.asking import employer_says, employers_link
from sangkien.consents.models import Consent, Purpose
from sangkien.stories import actions
from sangkien.stories.models import Story
from sangkien.stories.tests.telling import TEXT, again, agree, checked, published, written
from tests.cast import NOW, Cast

NAME = Purpose.PUBLISH_NAME
EVERYTHING = (NAME, Purpose.PHOTO, Purpose.SHARE_CARD)


def page(address: str, client: Client | None = None) -> str:
    answer = (client or Client()).get(address)
    assert answer.status_code == 200, (address, answer.status_code)
    return b"".join(answer).decode()


def photo(colour: str = "navy") -> SimpleUploadedFile:
    drawn = io.BytesIO()
    Image.new("RGB", (640, 480), colour).save(drawn, "JPEG")
    return SimpleUploadedFile("anh.jpg", drawn.getvalue(), content_type="image/jpeg")


def does(cast: Cast, login: str, story: Story, task: str, **said: Any) -> int:
    answer = cast.client(login).post(f"/truyen-thong/{story.pk}/viec/", {"viec": task} | said)
    return int(answer.status_code)


class TestThePublicPages:
    def test_list_says_what_it_is_for_while_it_is_empty(self, cast: Cast) -> None:
        assert "Chưa có câu chuyện nào ở đây" in page("/cau-chuyen/")

    def test_tell_the_effect_first_and_who(self, cast: Cast) -> None:
        story = published(cast, NAME)

        text = page(f"/cau-chuyen/{story.slug}/")

        assert "Hai chốt nam châm cứu 11 giây mỗi chiếc túi" in text
        assert "Chị Lan ở chuyền 7" in text and "<strong>19 giây</strong>" in text
        assert text.index("120 triệu đồng") < text.index("19 giây")
        assert "Tổ trưởng chuyền 7" in text
        assert "Nguyễn Thị Lan" in page("/cau-chuyen/")

    def test_are_of_a_theme(self, cast: Cast) -> None:
        story = published(cast)

        assert story.slug in page("/cau-chuyen/?chu-de=PRODUCTIVITY")
        assert story.slug not in page("/cau-chuyen/?chu-de=SAFETY")
        assert story.slug in page("/cau-chuyen/?chu-de=%00&loat=%00")

    def test_ask_no_third_party_for_anything(self, cast: Cast) -> None:
        text = page(f"/cau-chuyen/{published(cast, NAME).slug}/")

        fetched = re.findall(r'<(?:img|script|iframe|link|source)[^>]*(?:src|href)="([^"]+)"', text)
        assert all(address.startswith(("/", "http://testserver/")) for address in fetched), fetched

    def test_say_to_machines_what_they_say_to_people(self, cast: Cast) -> None:
        text = page(f"/cau-chuyen/{published(cast, NAME).slug}/")

        told = json.loads(re.search(r"ld\+json\">(.+?)</script>", text)[1])  # type: ignore[index]
        assert told["@type"] == "Article" and told["about"] == [{"@type": "Person", "name": "Nguyễn Thị Lan"}]
        assert f'og:image" content="{told["image"]}"' in text

    def test_are_counted_when_opened_and_nothing_is_left_with_the_reader(self, cast: Cast) -> None:
        story, client = published(cast), Client()

        for _time in range(3):
            client.get(f"/cau-chuyen/{story.slug}/")
        client.head(f"/cau-chuyen/{story.slug}/")

        assert story.reach.get().count == 3
        assert "sessionid" not in client.cookies

    def test_leave_as_a_feed_and_as_a_file(self, cast: Cast) -> None:
        published(cast, NAME)

        feed = ElementTree.fromstring(page("/cau-chuyen/moi.atom"))
        assert [one.text for one in feed.iter("{http://www.w3.org/2005/Atom}title")][1:] == [TEXT.headline]
        assert "Nguyễn Thị Lan" in page("/cau-chuyen.csv")

    def test_cost_the_same_for_two_stories_and_for_twelve(self, cast: Cast) -> None:
        costs = []
        for several in (2, 10):
            for _n in range(several):
                published(cast, NAME)
            with CaptureQueriesContext(
                connection,
            ) as asked:
                page("/cau-chuyen/")
            costs.append(len(asked))

        assert costs[0] == costs[1]

    def test_what_is_not_published_is_not_there(self, cast: Cast) -> None:
        story = checked(cast)

        for rest in ("", "chia-se/ngang.png", "treo-tuong/a4.pdf", "anh/1/"):
            assert Client().get(f"/cau-chuyen/{story.slug}/{rest}").status_code == 404


class TestPicturesToShare:
    @pytest.mark.parametrize(("size", "dots"), [("ngang", (1200, 630)), ("dung", (1080, 1350)), ("cao", (1080, 1920))])
    def test_have_the_sizes_that_networks_want(self, cast: Cast, size: str, dots: tuple[int, int]) -> None:
        story = published(cast, *EVERYTHING)

        answer = Client().get(f"/cau-chuyen/{story.slug}/chia-se/{size}.png")

        assert struct.unpack(">II", answer.content[16:24]) == dots
        assert len(answer.content) < 300 * 1024

    def test_are_another_one_once_the_name_may_not_stand_there(self, cast: Cast) -> None:
        story = published(cast, *EVERYTHING)
        address = f"/cau-chuyen/{story.slug}/chia-se/ngang.png"
        first = Client().get(address)
        assert Client().get(address, headers={"if-none-match": first["ETag"]}).status_code == 304

        agree(cast, story.initiative, Purpose.SHARE_CARD, agrees=False)

        second = Client().get(address, headers={"if-none-match": first["ETag"]})
        assert second.status_code == 200 and second.content != first.content

    @pytest.mark.parametrize("paper", ["a3", "a4"])
    def test_hang_on_a_wall(self, cast: Cast, paper: str) -> None:
        story = published(cast, *EVERYTHING)

        assert Client().get(f"/cau-chuyen/{story.slug}/treo-tuong/{paper}.pdf").content.startswith(b"%PDF")

    def test_of_an_initiative_names_who_agreed_to_that_and_tells_no_secret(self, cast: Cast) -> None:
        dossier = cast.valid(publish_name=True)
        secret = cast.valid(restricted=True, effect="Nhanh hơn 11 giây")
        address = f"/sang-kien/{dossier.code}/chia-se/dung.png"
        nameless = Client().get(address).content

        agree(cast, dossier, Purpose.SHARE_CARD)

        assert Client().get(address).content != nameless
        assert f'og:image" content="http://testserver/sang-kien/{dossier.code}/' in page(f"/sang-kien/{dossier.code}/")
        common = Client().get("/chia-se/ngang.png").content
        assert Client().get(f"/sang-kien/{secret.code}/chia-se/ngang.png").content == common
        assert Client().get(f"/sang-kien/{cast.confirmed().code}/chia-se/ngang.png").status_code == 404

    def test_of_pages_without_their_own_is_the_products(self, cast: Cast) -> None:
        assert Client().get("/chia-se/ngang.png")["Content-Type"] == "image/png"


class TestTakenBack:
    """A consent counts with the next look, wherever it was shown."""

    def everywhere(self, story: Story) -> list[str]:
        return [
            "/",
            "/cau-chuyen/",
            f"/cau-chuyen/{story.slug}/",
            "/cau-chuyen/moi.atom",
            "/cau-chuyen.csv",
            "/sang-kien/",
            f"/sang-kien/{story.initiative.code}/",
        ]

    def test_the_name_is_gone_from_every_page_feed_and_file_at_once(self, cast: Cast) -> None:
        story = published(cast, NAME)
        assert all("Lan" in page(address) for address in self.everywhere(story) if address != "/sang-kien/")

        cast.client("lan").post(f"/toi/dong-y/{story.initiative.code}/", {"purpose": "PUBLISH_NAME", "publish": "no"})

        for address in self.everywhere(story):
            assert "Nguyễn Thị Lan" not in page(address), address
            assert "Chị Lan" not in page(address), address

    def test_the_story_is_gone_and_says_so(self, cast: Cast) -> None:
        story = published(cast, NAME)

        agree(cast, story.initiative, Purpose.STORY, agrees=False)

        answer = Client().get(f"/cau-chuyen/{story.slug}/")
        assert answer.status_code == 410 and "Câu chuyện đã được gỡ" in answer.content.decode()
        for address in ("/", "/cau-chuyen/", "/cau-chuyen/moi.atom", "/cau-chuyen.csv"):
            assert TEXT.headline not in page(address)

    def test_no_cache_may_show_it_without_asking(self, cast: Cast) -> None:
        story = published(cast, NAME)

        for address in self.everywhere(story):
            assert "no-cache" in Client().get(address)["Cache-Control"], address

    def test_a_picture_of_somebody_is_gone(self, cast: Cast) -> None:
        story = written(cast)
        agree(cast, story.initiative, Purpose.STORY, Purpose.PHOTO)
        said = {"photo": photo(), "moment": "AFTER", "credit": "Trần Thị Mai", "mark": "+84912345001"}
        assert does(cast, "mai", story, "them_anh", **said) == 302
        actions.hand_on(story, by=cast.actor("mai"), at=NOW)
        actions.publish(actions.check(again(story), by=cast.actor("minh"), at=NOW), by=cast.actor("dong"), at=NOW)
        address = f"/cau-chuyen/{story.slug}/anh/{story.pictures.get().pk}/"
        assert Client().get(address)["Content-Type"] == "image/jpeg"

        agree(cast, story.initiative, Purpose.PHOTO, agrees=False)

        assert Client().get(address).status_code == 404
        assert address not in page(f"/cau-chuyen/{story.slug}/")

    def test_what_becomes_a_secret_is_gone_as_well(self, cast: Cast) -> None:
        story = published(cast, *EVERYTHING)

        employer_says(employers_link(cast, story.initiative), disclosure="UNION")

        assert Client().get(f"/cau-chuyen/{story.slug}/").status_code == 410
        for rest in ("chia-se/ngang.png", "treo-tuong/a4.pdf"):
            assert Client().get(f"/cau-chuyen/{story.slug}/{rest}").status_code == 404
        assert TEXT.headline not in page("/cau-chuyen/") + page("/cau-chuyen/moi.atom") + page("/cau-chuyen.csv")


class TestTheDesk:
    def test_leads_from_an_initiative_to_its_story(self, cast: Cast) -> None:
        dossier = cast.valid()
        mai, minh, dong = (cast.client(login) for login in ("mai", "minh", "dong"))
        assert dossier.title in page("/truyen-thong/chon/", mai)

        mai.post("/truyen-thong/bat-dau/", {"ma": dossier.code})
        story = Story.objects.get()
        typed = {"headline": TEXT.headline, "lead": TEXT.lead, "body": TEXT.body, "theme": "PRODUCTIVITY", "series": ""}
        assert (
            "Xem trước, chưa lưu" in mai.post(f"/truyen-thong/{story.pk}/viet/", typed | {"xem": "1"}).content.decode()
        )
        assert mai.post(f"/truyen-thong/{story.pk}/viet/", typed | {"luu": "1"}).status_code == 302
        assert does(cast, "mai", story, "chuyen") == 302
        assert does(cast, "minh", story, "kiem_tra") == 422
        agree(cast, dossier, Purpose.STORY)
        assert does(cast, "minh", story, "kiem_tra") == 302
        assert does(cast, "dong", story, "hen", day="20/05/2022", hour="7h30") == 302
        assert "20/5/2022" in page(f"/truyen-thong/{story.pk}/", dong) or "20/05/2022" in page(
            f"/truyen-thong/{story.pk}/", dong
        )
        actions.publish_due(at=NOW + timedelta(days=3))

        assert page(f"/cau-chuyen/{story.slug}/")
        assert TEXT.headline in page("/truyen-thong/?trang-thai=PUBLISHED", minh)
        assert TEXT.headline in page("/truyen-thong.csv", dong)

    def test_what_was_typed_wrong_stays_with_a_sentence_at_its_box(self, cast: Cast) -> None:
        story = written(cast)

        answer = cast.client("mai").post(
            f"/truyen-thong/{story.pk}/viet/", {"headline": "", "body": "Thân bài", "luu": "1"}
        )

        assert answer.status_code == 422
        assert "Đặt tít cho câu chuyện" in answer.content.decode() and "Thân bài" in answer.content.decode()

    @pytest.mark.parametrize(
        ("task", "said", "sentence"),
        [
            ("hen", {"day": "1/1/2020", "hour": "7:30"}, "Giờ đăng phải ở phía trước"),
            ("hen", {"day": "", "hour": "25:00"}, "Ghi giờ, ví dụ 07:30"),
            ("tra_lai", {"note": ""}, "Ghi lý do"),
            ("go", {"note": " "}, "Ghi lý do"),
        ],
    )
    def test_a_task_says_what_is_wrong(self, cast: Cast, task: str, said: dict[str, str], sentence: str) -> None:
        story = checked(cast)

        answer = cast.client("dong").post(f"/truyen-thong/{story.pk}/viec/", {"viec": task} | said)

        assert answer.status_code == 422 and sentence in answer.content.decode()

    @pytest.mark.parametrize("task", ["hen", "tra_lai", "go", "them_anh", "phieu", "bo_anh", "lien_ket", "dang", "?"])
    def test_a_task_that_is_not_ones_own_now_is_a_sentence_or_not_there(self, cast: Cast, task: str) -> None:
        story = checked(cast)

        assert does(cast, "minh", story, task) in (404, 422)
        if task in ("hen", "them_anh", "?"):
            assert does(cast, "mai", story, "hen") == 404

    def test_a_picture_needs_who_took_it(self, cast: Cast) -> None:
        story = written(cast)

        answer = cast.client("mai").post(
            f"/truyen-thong/{story.pk}/viec/", {"viec": "them_anh", "photo": photo(), "moment": "AFTER"}
        )

        assert answer.status_code == 422 and "Ghi tên người chụp ảnh" in answer.content.decode()

    def test_a_signed_slip_is_a_proof_of_what_was_ticked(self, cast: Cast) -> None:
        story = written(cast)
        said = {"who": "+84912345001", "purposes": ["STORY", "PHOTO"], "slip": photo()}

        assert does(cast, "mai", story, "phieu", **said) == 302

        assert set(Consent.objects.holding().values_list("purpose", "means")) == {("STORY", "SLIP"), ("PHOTO", "SLIP")}

    def test_an_author_without_an_account_is_asked_by_a_link(self, cast: Cast, settings: Any) -> None:
        settings.PUBLIC_URL = "http://testserver"
        story = written(cast)
        assert does(cast, "mai", story, "lien_ket", ai="1") == 302
        link = re.search(
            r'value="http://testserver(/xn/[^"]+)"', page(f"/truyen-thong/{story.pk}/", cast.client("mai"))
        )
        assert link

        Client().post(f"{link[1]}dang-ten/", {"purpose": "STORY", "publish": "yes"})

        assert Consent.objects.holding().get().means == "LINK"

    def test_the_sheet_asks_and_has_what_is_signed(self, cast: Cast) -> None:
        text = page(f"/truyen-thong/{written(cast).pk}/phong-van/", cast.client("mai"))

        assert "Lần đầu thử có được không?" in text and "kể câu chuyện" not in text.split("Phiếu đồng ý")[0]

    @pytest.mark.parametrize("login", ["lan", "hung", "kim", "thao"])
    def test_others_find_nothing(self, cast: Cast, login: str) -> None:
        story = written(cast)

        for rest in ("", "viet/", "phong-van/"):
            assert cast.client(login).get(f"/truyen-thong/{story.pk}/{rest}").status_code == 404
        assert does(cast, login, story, "chuyen") == 404

    def test_a_secret_cannot_be_chosen(self, cast: Cast) -> None:
        dossier = cast.valid(restricted=True, effect="Nhanh hơn 11 giây")

        assert dossier.code not in page("/truyen-thong/chon/", cast.client("mai"))
        assert cast.client("mai").post("/truyen-thong/bat-dau/", {"ma": dossier.code}).status_code == 404
        assert not Story.objects.exists()


class TestMyConsents:
    def test_are_listed_with_words_time_and_means(self, cast: Cast) -> None:
        dossier = cast.valid(publish_name=True)
        agree(cast, dossier, Purpose.STORY)

        text = page("/toi/dong-y/", cast.client("lan"))

        assert "đã đồng ý khi gửi hồ sơ" in text
        assert "đã đồng ý ngày 18/05/2022, trên trang của mình (lời 2026-1)" in " ".join(text.split())
        assert "STORY" not in page("/toi/dong-y.csv", cast.client("lan"))

    def test_are_empty_for_whoever_is_no_author(self, cast: Cast) -> None:
        cast.valid()

        assert "Chưa có gì để hỏi anh/chị" in page("/toi/dong-y/", cast.client("hung"))

    def test_of_others_are_nobodys_business(self, cast: Cast) -> None:
        dossier = cast.valid()

        answer = cast.client("hung").post(f"/toi/dong-y/{dossier.code}/", {"purpose": "STORY", "publish": "yes"})

        assert answer.status_code == 404 and not Consent.objects.exists()

    def test_a_purpose_that_nobody_asks_is_none(self, cast: Cast) -> None:
        dossier = cast.valid()

        for odd in ("ENTERED_FOR_ME", "EVERYTHING", "\0"):
            sent = cast.client("lan").post(f"/toi/dong-y/{dossier.code}/", {"purpose": odd, "publish": "yes"})
            assert sent.status_code in (400, 404)
