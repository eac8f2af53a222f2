"""The letter's own sentence, on every surface of the demonstration: 1.396 sáng kiến, 139,6 %, vượt 396."""

import csv
import io
import json

from playwright.sync_api import Browser

from tests.journeys.conftest import Demo, Site
from tests.journeys.people import visitor


def test_the_command_says_it(demo: Demo) -> None:
    stats = demo.stats()

    assert stats["target"]["assigned"] == 1000
    assert (stats["valid"], stats["percent"], stats["over"]) == (1396, "139.6", 396)


def test_sent_and_valid_are_told_apart(demo: Demo) -> None:
    stats = demo.stats()

    verdicts = stats["valid"] + stats["returned"] + stats["ineligible"] + stats["duplicate"]
    assert stats["submitted"] > verdicts > stats["valid"]


def test_the_units_below_sum_to_the_province(demo: Demo) -> None:
    where = ["--parent", "LDLD-NINH-THUAN", "--programme", "CT1TSK", "--phase", "GD1", "--as-of", "2022-05-31"]
    lines = json.loads(demo.run("ranking", *where, "--json"))

    assert len(lines) == 11
    assert sum(line["valid"] for line in lines) == 1396
    assert sum(line["target"] for line in lines) == 1000


def test_a_second_demo_keeps_the_data(demo: Demo) -> None:
    before = demo.stats()

    table = demo.run("demo", "--no-serve")

    assert demo.stats() == before
    assert all(login in table for login in ["lan", "mai", "minh", "dong"])


def test_the_board_says_it(browser: Browser, site: Site) -> None:
    with visitor(browser, site, "dong") as page:
        page.goto("/bang/LDLD-NINH-THUAN/")
        said = page.locator("main").inner_text().replace("\u00a0", " ")

    assert "1.396" in said
    assert "139,6 %" in said
    assert "396" in said


def test_the_public_page_says_it(browser: Browser, site: Site) -> None:
    with visitor(browser, site) as page:
        page.goto("/")
        said = page.locator("main").inner_text().replace("\u00a0", " ")

    assert "1.396" in said
    assert "139,6 %" in said


def test_the_spreadsheet_says_it(browser: Browser, site: Site) -> None:
    with visitor(browser, site, "dong") as page:
        answer = page.request.get("/bang/LDLD-NINH-THUAN/so-lieu.csv")
        text = answer.body().decode("utf-8-sig")

    cells = [cell.replace("\u00a0", " ") for row in csv.reader(io.StringIO(text), delimiter=";") for cell in row]
    assert "139,6 %" in cells or "139,6" in cells
    assert "1396" in cells or "1.396" in cells
