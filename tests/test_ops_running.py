"""`sangkien doctor` and `sangkien worker`: what keeps a deployment well."""

import sys
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from importlib import import_module
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from django.db import OperationalError

from sangkien.base.clock import now, real_now
from sangkien.base.days import VIETNAM
from sangkien.config.files import FOLDER
from sangkien.counting.models import Entry
from sangkien.directory.actions import ask_for_workplace, refuse
from sangkien.directory.rules import Asked
from sangkien.initiatives import actions
from sangkien.initiatives.models import Initiative
from sangkien.jobs.actions import ask
from sangkien.jobs.running import beat, take_up
from sangkien.notices.actions import write
from sangkien.ops.commands import running
from sangkien.organisations.actions import place
from sangkien.programmes.models import Beat
from sangkien.search.jobs import READ_ALL
from tests.cast import NOW, Cast
from tests.commands import Outcome, Run


class TestDoctor:
    @pytest.fixture
    def in_order(self, settings: Any, tmp_path: Path) -> None:
        settings.STATIC_ROOT = tmp_path
        (tmp_path / "staticfiles.json").write_text("{}")

    def test_says_ok_check_by_check(self, run: Run, in_order: None) -> None:
        outcome = run("doctor", "--json")

        assert (outcome.code, outcome.document["ok"]) == (0, True)
        assert [set(check) for check in outcome.document["checks"]] == [{"name", "ok", "detail"}] * 12

    def test_says_what_is_not_in_order_and_how_to_mend_it(self, run: Run, settings: Any, tmp_path: Path) -> None:
        settings.STATIC_ROOT = tmp_path

        outcome = run("doctor", "--json")

        assert (outcome.code, outcome.document["ok"]) == (1, False)
        [wrong] = [check for check in outcome.document["checks"] if not check["ok"]]
        assert wrong == {"name": "static", "ok": False, "detail": "chưa gom tệp tĩnh, chạy: make setup"}

    def test_says_that_the_store_of_files_cannot_be_written(
        self, run: Run, in_order: None, settings: Any, tmp_path: Path
    ) -> None:
        (tmp_path / "no-folder").write_text("a file stands where the folder should be")
        place = {"BACKEND": FOLDER, "OPTIONS": {"location": tmp_path / "no-folder"}}
        settings.STORAGES = {**settings.STORAGES, "default": place}

        [wrong] = [check for check in run("doctor", "--json").document["checks"] if not check["ok"]]

        assert wrong["name"] == "files"
        assert wrong["detail"].startswith("không ghi hoặc đọc được kho tệp: ")

    def test_says_that_long_tasks_wait_for_a_worker(self, run: Run, in_order: None) -> None:
        ask(READ_ALL, by=None, at=now() - timedelta(minutes=11))

        [wrong] = [check for check in run("doctor", "--json").document["checks"] if not check["ok"]]

        assert wrong["name"] == "jobs"
        assert wrong["detail"].startswith("1 việc chờ quá mười phút") and "chạy: sangkien worker" in wrong["detail"]

    def test_says_that_a_worker_hangs_or_died_in_the_middle_of_a_long_task(self, run: Run, in_order: None) -> None:
        ask(READ_ALL, by=None, at=now() - timedelta(minutes=30))
        beat(key := uuid4(), heard=real_now())
        take_up(key, at=now() - timedelta(minutes=11), heard=real_now())

        [wrong] = [check for check in run("doctor", "--json").document["checks"] if not check["ok"]]

        assert wrong["name"] == "jobs"
        assert wrong["detail"].startswith("1 việc đang làm mà quá mười phút không nhích lên (#")
        assert "khởi động lại bộ xử lý (sangkien worker)" in wrong["detail"]

    def test_is_lines_for_people(self, run: Run, in_order: None) -> None:
        assert [line[0] for line in run("doctor").out.splitlines()] == ["✓"] * 12

    def test_says_how_many_dossiers_the_worker_has_yet_to_work_out(
        self, run: Run, in_order: None, cast: Cast, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        for title in ("Giá treo cuộn chỉ", "Khay chia phụ liệu"):
            cast.submitted(title=title)
        Initiative.objects.update(due_on=None)  # as the release before leaves it

        said = run("doctor").out
        assert "✓ dossiers: hồ sơ: 2 chờ hạn trả lời, 2 chờ dấu văn bản, " in said
        assert "2 chờ văn bản tìm kiếm" in said

        monkeypatch.setattr(import_module("sangkien.ops.commands.doctor"), "_BEHIND", 2)
        assert "✗ dossiers: " in run("doctor").out
        run("worker", "--once")
        assert "✓ dossiers: không hồ sơ nào chờ xử lý nền" in run("doctor").out

    @pytest.mark.parametrize(
        ("minutes", "ok", "detail"),
        [(2, True, "nhịp cuối 22:28 31/05/2022"), (30, False, "nhịp cuối"), (None, False, "chưa có nhịp nào, CT1TSK")],
    )
    def test_says_whether_somebody_sees_outages_while_a_programme_is_open(
        self, run: Run, in_order: None, settings: Any, minutes: int | None, ok: bool, detail: str
    ) -> None:
        evening = datetime(2022, 5, 31, 22, 30, tzinfo=VIETNAM)
        settings.DEMO_CLOCK, settings.DEMO_BEGAN = evening.isoformat(), datetime.now(UTC).isoformat()
        if minutes:
            Beat.objects.create(pk=1, at=evening - timedelta(minutes=minutes))

        outcome = run("doctor", "--json")

        [beat] = [check for check in outcome.document["checks"] if check["name"] == "beat"]
        assert (beat["ok"], detail in beat["detail"], outcome.code) == (ok, True, 0 if ok else 1)

    def test_says_that_codes_need_a_gateway(self, run: Run, in_order: None) -> None:
        assert "✓ notices: chưa nối cổng tin nhắn" in run("doctor").out

    @pytest.mark.parametrize(
        ("letters", "told"), [(64, "✓ notices: gửi qua sms"), (65, "dài hơn mức cho phép 1 ký tự")]
    )
    def test_says_that_the_sites_address_is_too_long_for_a_message(
        self, run: Run, in_order: None, settings: Any, letters: int, told: str
    ) -> None:
        settings.SMS_URL = "https://sms.example/send"
        settings.PUBLIC_URL = "https://".ljust(letters, "x") + "/"

        assert told in run("doctor").out

    def test_says_that_messages_wait(self, run: Run, in_order: None, settings: Any) -> None:
        settings.SMS_URL = "https://sms.example/send"
        an_hour_ago = now() - timedelta(hours=1)
        params = {"code": "042917", "minutes": 10}
        write("one_time_code", to="+84912345001", params=params, at=an_hour_ago)

        outcome = run("doctor")

        assert outcome.code == 1
        assert "✗ notices: 1 tin chờ quá năm phút" in outcome.out


class TestWorker:
    def test_carries_messages_out(self, run: Run, cast: Cast, settings: Any) -> None:
        settings.DEMO_CLOCK = "2022-05-31T16:30:00+07:00"
        write("one_time_code", to="+84912345001", params={"code": "042917", "minutes": 10}, at=now(), secret=True)

        outcome = run("worker", "--once")

        assert "+84912345001: 042917 là mã đăng nhập" in outcome.err

    def test_once_folds_all_that_waits_and_leaves(self, run: Run, cast: Cast) -> None:
        for _n in range(3):
            cast.submitted()

        outcome = run("worker", "--once")

        assert (outcome.code, outcome.out) == (0, "")
        assert not Entry.objects.filter(folded=False).exists()

    def test_takes_a_breath_also_when_there_is_always_something_to_do(
        self, run: Run, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        folded, rested = iter([3, 2, 0]), list[float]()

        def rest(seconds: float) -> None:
            rested.append(seconds)
            if len(rested) == 3:
                sys.exit(0)  # told to stop

        monkeypatch.setattr(running, "EVERY", {lambda: next(folded): 0})
        monkeypatch.setattr(running, "_fold_alongside", lambda: None)
        monkeypatch.setattr(running.time, "sleep", rest)

        run("worker")

        assert rested == [running.BREATH, running.BREATH, running.REST]

    def test_forgets_who_asked_for_a_workplace_as_long_ago_as_the_page_says(self, run: Run, cast: Cast) -> None:
        lan = cast.actor("lan")
        asked = Asked(workplace="Xưởng mộc", place="Đô Vinh", near=cast.unit("CD-KCN"))
        draft = actions.start_draft(cast.programme, by=lan, at=NOW)
        request = ask_for_workplace(draft, asked, by=lan, at=NOW)
        refuse(request, reason="Không rõ.", by=cast.actor("yen"), at=NOW)  # years before the real clock

        run("worker", "--once")

        request.refresh_from_db()
        assert (request.full_name, request.phone) == ("", "")

    def test_once_puts_open_dossiers_where_the_tree_has_them(self, run: Run, cast: Cast) -> None:
        dossier = cast.submitted()
        place(dossier.unit, parent=cast.unit("LDLD-NINH-PHUOC"), since=NOW.date(), by=None, at=NOW)

        run("worker", "--once")

        assert cast.again(dossier).superior.code == "LDLD-NINH-PHUOC"

    def test_goes_on_when_the_database_refuses_an_errand(
        self, run: Run, cast: Cast, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def refused() -> int:
            raise OperationalError("deadlock detected")

        outcome = self.with_errands(run, monkeypatch, refused)

        assert outcome.code == 0
        assert "deadlock detected" in outcome.err

    def test_folds_however_long_the_other_errands_take(self, monkeypatch: pytest.MonkeyPatch) -> None:
        folded, rested = iter([7, 0]), list[float]()

        def fold() -> int:
            return next(folded)

        def rest(seconds: float) -> None:
            rested.append(seconds)
            if len(rested) == 2:
                sys.exit(0)

        monkeypatch.setattr(running, "fold", fold)
        monkeypatch.setattr(running.time, "sleep", rest)

        with pytest.raises(SystemExit):
            running._fold_alongside()

        assert rested == [running.BREATH, running.REST]

    def test_one_odd_errand_ends_neither_the_worker_nor_the_other_errands(
        self, run: Run, cast: Cast, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        done = []

        def odd() -> int:
            raise ValueError("a link of 70 characters\nDETAIL: Key (phone)=(+84912345001)")

        def next_one() -> int:
            done.append(1)
            return 0

        outcome = self.with_errands(run, monkeypatch, odd, next_one)

        assert (outcome.code, done) == (0, [1])
        assert outcome.err == "odd: ValueError: a link of 70 characters\n"

    @pytest.mark.parametrize("told", [KeyboardInterrupt(), SystemExit(7)])
    def test_ends_in_the_middle_of_an_errand_when_it_is_told_to(
        self, run: Run, cast: Cast, monkeypatch: pytest.MonkeyPatch, told: BaseException
    ) -> None:
        def interrupted() -> int:
            raise told

        assert self.with_errands(run, monkeypatch, interrupted).code != 0

    def with_errands(self, run: Run, monkeypatch: pytest.MonkeyPatch, *errands: Callable[[], int]) -> Outcome:
        monkeypatch.setattr("sangkien.ops.commands.running.EVERY", dict.fromkeys(errands, 0))
        monkeypatch.setattr("sangkien.ops.commands.running.connection.close", lambda: None)
        return run("worker", "--once")

    def test_once_with_nothing_to_do_leaves_at_once(self, run: Run) -> None:
        assert run("worker", "--once").code == 0
