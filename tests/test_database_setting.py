"""Which database the product uses, and what it says of an address it cannot use."""

from pathlib import Path

import pytest

from sangkien.config.database import databases
from sangkien.config.env import BadSetting
from sangkien.embedded import Server


class TestDatabaseSetting:
    def test_points_to_the_embedded_server_without_starting_it(self, tmp_path: Path) -> None:
        setting = databases({}, tmp_path)["default"]

        assert setting["HOST"] == str(Server(tmp_path).sockets)
        assert not (tmp_path / "postgres").exists()

    def test_takes_an_outside_server_apart(self) -> None:
        url = "postgresql://union:m%40t@db.example:6432/register?sslmode=verify-full"

        setting = databases({"DATABASE_URL": url}, Path("/nowhere"))["default"]

        place = [setting[part] for part in ("USER", "PASSWORD", "HOST", "PORT", "NAME")]
        assert place == ["union", "m@t", "db.example", "6432", "register"]
        assert setting["OPTIONS"] == {"sslmode": "verify-full"}

    def test_finds_a_socket_named_in_the_query(self) -> None:
        url = "postgresql://union@/register?host=/run/postgresql"

        assert databases({"DATABASE_URL": url}, Path("/nowhere"))["default"]["HOST"] == "/run/postgresql"

    def test_reads_the_address_the_embedded_server_gives(self, tmp_path: Path) -> None:
        server = Server(tmp_path)

        setting = databases({"DATABASE_URL": server.url()}, Path("/nowhere"))["default"]

        assert {part: setting[part] for part in server.settings()} == server.settings()

    @pytest.mark.parametrize("url", ["mysql://a@b/c", "postgresql://secret@host", "postgresql://h:port/db", "db"])
    def test_refuses_what_it_cannot_use_without_repeating_it(self, url: str) -> None:
        with pytest.raises(BadSetting, match="DATABASE_URL: viết theo dạng") as refusal:
            databases({"DATABASE_URL": url}, Path("/nowhere"))

        assert "secret" not in str(refusal.value)

    def test_only_the_serving_process_keeps_a_pool(self, tmp_path: Path) -> None:
        assert "pool" not in databases({}, tmp_path)["default"]["OPTIONS"]
        assert databases({"SANGKIEN_POOL": "1"}, tmp_path)["default"]["OPTIONS"]["pool"]["max_size"] > 1
