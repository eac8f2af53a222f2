"""`sangkien person`: how the first officers of an empty deployment come into being."""

from sangkien.accounts.models import Person, Role
from sangkien.audit.models import Record
from tests.cast import TODAY, Cast
from tests.commands import Run


class TestAppoint:
    def test_opens_an_account_and_prints_its_password_once(self, run: Run, cast: Cast) -> None:
        said = run(
            "person", "appoint", "binh", "--name", "Đỗ Thanh Bình", "--role", "leader", "--unit", "CD-KCN", "--json"
        )

        binh = Person.objects.get(username="binh")
        assert binh.check_password(said.document["password"])
        assert binh.appointments.get().role == Role.LEADER
        assert Record.objects.filter(verb="person.enrol", target_id=str(binh.pk)).exists()

    def test_gives_somebody_who_has_an_account_another_role(self, run: Run, cast: Cast) -> None:
        said = run(
            "person",
            "appoint",
            "dong",
            "--role",
            "administrator",
            "--unit",
            "LDLD-NINH-THUAN",
            "--since",
            "2022-05-18",
            "--json",
        )

        assert said.document["password"] is None
        held = cast.person("dong").appointments.get(role=Role.ADMINISTRATOR)
        assert held.valid.lower == TODAY

    def test_says_what_is_wrong_and_writes_nothing(self, run: Run, cast: Cast) -> None:
        nameless = run("person", "appoint", "binh", "--role", "leader", "--unit", "CD-KCN")
        odd = run("person", "appoint", "Đỗ Bình", "--name", "Đỗ Bình", "--role", "leader", "--unit", "CD-KCN")
        twice = run("person", "appoint", "dong", "--role", "leader", "--unit", "LDLD-NINH-THUAN")

        assert (nameless.code, odd.code, twice.code) == (1, 1, 1)
        assert "Ghi họ và tên" in nameless.err and "Tên đăng nhập" in odd.err
        assert not Person.objects.filter(full_name__contains="Bình").exists()
