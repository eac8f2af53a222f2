"""Photos on a phone: shrunk there, sent over a network that comes and goes, kept until the server has them."""

import io
from pathlib import Path
from typing import Any

import psycopg
import pytest
from PIL import Image
from playwright.sync_api import Browser, Page, expect

from tests.journeys.conftest import Site
from tests.journeys.phones import STEPS, begin, find_workplace, go_on, held_files, open_step, phone, write

BEFORE, AFTER = "photo_BEFORE", "photo_AFTER"
SLOW = {"offline": False, "latency": 100, "downloadThroughput": 400_000 / 8, "uploadThroughput": 400_000 / 8}


@pytest.fixture(scope="module")
def camera(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A photo of 12 million pixels as a phone takes it: lying on its side, with the place in it, 3 MB or more."""
    noise = Image.effect_noise((4000, 3000), 120).convert("RGB")
    place = Image.Exif()
    place[0x0112] = 6  # turn it by 90 degrees
    place.get_ifd(0x8825)[1] = "N"
    file = tmp_path_factory.mktemp("camera") / "truoc.jpg"
    noise.save(file, "JPEG", quality=92, exif=place)
    assert file.stat().st_size > 2_000_000
    return file


def choose(page: Page, question: str, *files: Any) -> None:
    page.locator(f"input[name={question}]").set_input_files(list(files))


def kept(site: Site, key: str, question: str) -> list[tuple[int, str]]:
    """The files of a draft: id and hash."""
    asked = """SELECT f.id, f.sha256 FROM initiatives_draft d,
        jsonb_array_elements_text(d.answers #> ARRAY['tep', %s]) WITH ORDINALITY AS one (id, place)
        JOIN files_storedfile f ON f.id = one.id::bigint WHERE d.key = %s ORDER BY one.place"""
    with psycopg.connect(site.environment["DATABASE_URL"]) as database:
        return database.execute(asked, [question, key]).fetchall()


def test_a_photo_survives_a_lost_network_another_page_and_a_reload(
    browser: Browser, light_site: Site, camera: Path
) -> None:
    with phone(browser, light_site) as page:
        key = begin(page)
        open_step(page, "cong-nhan")
        devtools = page.context.new_cdp_session(page)
        devtools.send("Network.enable")
        devtools.send("Network.emulateNetworkConditions", SLOW)
        page.set_default_timeout(60_000)

        choose(page, BEFORE, str(camera))
        bar = page.locator("[data-question=photo_BEFORE] progress")
        expect(bar).to_be_visible()
        expect(bar).not_to_have_attribute("value", "0")
        devtools.send("Network.emulateNetworkConditions", {**SLOW, "offline": True})
        expect(page.locator("#uploads")).to_contain_text("Mất mạng khi gửi Ảnh 1. Ảnh vẫn còn trên máy")
        devtools.send("Network.emulateNetworkConditions", SLOW)
        page.goto(page.url.replace("cong-nhan", "thay-doi"))
        page.reload()

        open_step(page, "cong-nhan")
        expect(page.locator("[data-question=photo_BEFORE] .thumb img")).to_be_visible(timeout=60_000)
        assert held_files(page) == []
        address = page.locator("[data-question=photo_BEFORE] .thumb").get_attribute("href")
        seen = Image.open(io.BytesIO(page.request.get(f"{light_site.url}{address}").body()))
        assert max(seen.size) <= 1600 and seen.height > seen.width
        assert not seen.getexif()
        assert len(kept(light_site, key, BEFORE)) == 1


def test_one_of_five_is_no_photo_and_says_so_at_its_place(browser: Browser, light_site: Site, tmp_path: Path) -> None:
    files = []
    for number in range(4):
        files.append(tmp_path / f"{number}.jpg")
        Image.new("RGB", (300, 200), (40 * number, 90, 90)).save(files[-1])
    files.append(tmp_path / "la.jpg")
    files[-1].write_bytes(b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>")

    with phone(browser, light_site) as page:
        key = begin(page)
        open_step(page, "cong-nhan")
        choose(page, AFTER, *map(str, files))

        place = page.locator("[data-question=photo_AFTER]")
        expect(place.locator(".thumb img")).to_have_count(4, timeout=60_000)
        expect(place.locator(".field-bad")).to_have_count(1)
        place.locator(".field-bad").get_by_role("button", name="Bỏ").click()
        expect(place.locator(".field-bad")).to_have_count(0)
        assert held_files(page) == []
        assert len(kept(light_site, key, AFTER)) == 4


def test_photos_chosen_without_a_network_go_before_the_dossier(
    browser: Browser, light_site: Site, tmp_path: Path
) -> None:
    picture = tmp_path / "sau.jpg"
    Image.new("RGB", (300, 200), (10, 90, 90)).save(picture)
    with phone(browser, light_site, "lan") as page:
        key = begin(page)
        for step in STEPS[:-1]:
            find_workplace(page) if step == STEPS[0] else write(page, step)
            if step == "cong-nhan":
                page.context.set_offline(True)
                choose(page, AFTER, str(picture))
                expect(page.locator("[data-question=photo_AFTER] progress")).to_be_visible()
            go_on(page)
        page.get_by_role("button", name="Gửi khi có mạng").click()

        page.context.set_offline(False)

        expect(page.locator("#outcome")).to_contain_text("Đã gửi. Cảm ơn anh/chị!", timeout=60_000)
        with psycopg.connect(light_site.environment["DATABASE_URL"]) as database:
            asked = """SELECT count(*) FROM initiatives_photo p
                JOIN initiatives_initiative i ON i.id = p.initiative_id WHERE i.key = %s"""
            assert database.execute(asked, [key]).fetchone() == (1,)


def test_without_scripts_the_same_page_takes_photos(browser: Browser, light_site: Site, camera: Path) -> None:
    with phone(browser, light_site, java_script_enabled=False) as page:
        page.goto("/gui/")
        page.get_by_role("button", name="Bắt đầu").click()
        page.goto(page.url.split("noi-lam-viec")[0] + "cong-nhan/")
        choose(page, BEFORE, str(camera))
        page.get_by_role("button", name="Gửi ảnh").click()

        expect(page.locator("[data-question=photo_BEFORE] .thumb img")).to_be_visible()
        page.get_by_role("button", name="Bỏ ảnh này").click()
        expect(page.locator("[data-question=photo_BEFORE] .thumb img")).to_have_count(0)
