"""The cast: a small province that every test plays in. The demo uses the same people, codes and names.

Lan works at the May Tiến Thuận garment factory, Mai chairs its union; Minh reviews for the union of the
industrial zones (and chairs a small union there: two hats); Hoa and Quang sit on its council; Thảo reviews
for Ninh Phước; Hùng teaches in Phan Rang; Kim chairs the union of a foreign-invested factory; Đông leads the
province; Hà administers for the Confederation.
"""

from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

import sangkien.programmes
from sangkien.accounts.actions import appoint
from sangkien.accounts.models import Person, Role
from sangkien.accounts.permissions import Actor
from sangkien.accounts.queries import hats
from sangkien.base.days import VIETNAM, day_of
from sangkien.initiatives import actions
from sangkien.initiatives.content import AuthorEntry, Content, Recognition
from sangkien.initiatives.models import Initiative
from sangkien.organisations.actions import add_workplace, create_organisation, report_members
from sangkien.organisations.kinds import load_kinds
from sangkien.organisations.models import Organisation, UnitKind
from sangkien.organisations.queries import chain, links
from sangkien.programmes.actions import configure
from sangkien.programmes.models import Phase, Programme
from sangkien.programmes.spec import read
from sangkien.review import actions as review
from sangkien.review.actions import Reason
from sangkien.review.telling import tell
from sangkien.targets.actions import set_target
from sangkien.targets.models import TargetKind
from tests.snapshot import seeded

NOW = datetime(2022, 5, 18, 9, 0, tzinfo=VIETNAM)
TODAY = NOW.date()
LONG_AGO = date(1992, 4, 1)
PASSWORD = "mot hai ba sang kien"
CATALOGUE = Path(sangkien.programmes.__file__).parent / "catalogue"

UNITS = [  # code, parent, kind, name, short name
    ("TLD", None, "CONFEDERATION", "Tổng Liên đoàn Lao động Việt Nam", "Tổng LĐLĐ Việt Nam"),
    ("LDLD-NINH-THUAN", "TLD", "PROVINCIAL", "Liên đoàn Lao động tỉnh Ninh Thuận", "LĐLĐ tỉnh Ninh Thuận"),
    (
        "LDLD-NINH-PHUOC",
        "LDLD-NINH-THUAN",
        "DISTRICT",
        "Liên đoàn Lao động huyện Ninh Phước",
        "LĐLĐ huyện Ninh Phước",
    ),
    (
        "CDN-GIAO-DUC",
        "LDLD-NINH-THUAN",
        "LOCAL_SECTOR",
        "Công đoàn ngành Giáo dục tỉnh Ninh Thuận",
        "CĐ ngành Giáo dục",
    ),
    (
        "CD-KCN",
        "LDLD-NINH-THUAN",
        "INDUSTRIAL_ZONES",
        "Công đoàn Các khu công nghiệp tỉnh Ninh Thuận",
        "CĐ Các KCN",
    ),
    (
        "CS-MAY-TIEN-THUAN",
        "CD-KCN",
        "GRASSROOTS",
        "Công đoàn cơ sở Công ty TNHH May Tiến Thuận",
        "CĐCS May Tiến Thuận",
    ),
    ("CS-HAEMIN", "CD-KCN", "GRASSROOTS", "Công đoàn cơ sở Công ty TNHH Haemin Vina", "CĐCS Haemin Vina"),
    (
        "CS-BQL-KCN",
        "CD-KCN",
        "GRASSROOTS",
        "Công đoàn cơ sở Cơ quan Ban Quản lý các khu công nghiệp tỉnh",
        "CĐCS Ban Quản lý các KCN",
    ),
    (
        "CS-THPT-AN-PHUOC",
        "CDN-GIAO-DUC",
        "GRASSROOTS",
        "Công đoàn cơ sở Trường THPT An Phước",
        "CĐCS THPT An Phước",
    ),
    (
        "CS-HTX-PHUOC-HAU",
        "LDLD-NINH-PHUOC",
        "GRASSROOTS",
        "Công đoàn cơ sở Hợp tác xã nông nghiệp Phước Hậu",
        "CĐCS HTX Phước Hậu",
    ),
]
MEMBERS = {
    "CS-MAY-TIEN-THUAN": 3120,
    "CS-HAEMIN": 2240,
    "CS-BQL-KCN": 42,
    "CS-THPT-AN-PHUOC": 85,
    "CS-HTX-PHUOC-HAU": 130,
}
PEOPLE = [  # login, name, phone, [(role, unit)]
    ("lan", "Nguyễn Thị Lan", "+84912345001", []),
    ("hung", "Võ Văn Hùng", "+84912345002", []),
    ("mai", "Trần Thị Mai", "+84912345003", [(Role.GRASSROOTS_OFFICER, "CS-MAY-TIEN-THUAN")]),
    ("kim", "Kim Min-ji", "+84912345004", [(Role.GRASSROOTS_OFFICER, "CS-HAEMIN")]),
    (
        "minh",
        "Phạm Văn Minh",
        "+84912345005",
        [(Role.REVIEWER, "CD-KCN"), (Role.GRASSROOTS_OFFICER, "CS-BQL-KCN")],
    ),
    ("yen", "Lý Ngọc Yến", "+84912345006", [(Role.REVIEWER, "CD-KCN")]),
    ("thao", "Lê Thị Thảo", "+84912345007", [(Role.REVIEWER, "LDLD-NINH-PHUOC")]),
    ("hoa", "Bùi Thị Hoa", "+84912345011", [(Role.COUNCILLOR, "CD-KCN")]),
    ("quang", "Trịnh Văn Quang", "+84912345012", [(Role.COUNCILLOR, "CD-KCN")]),
    ("dong", "Đặng Quốc Đông", "+84912345008", [(Role.LEADER, "LDLD-NINH-THUAN")]),
    ("ha", "Hoàng Thu Hà", "+84912345009", [(Role.ADMINISTRATOR, "TLD")]),
]


class Cast:
    """Everybody and everything by name. Without a moment, things happen at `now`, 18/05/2022 09:00."""

    now = NOW

    def __init__(self) -> None:
        self.programme = Programme.objects.get(code="CT1TSK")
        self.edition = self.programme.edition  # in memory: a test may ask something else of it
        self.phase = Phase.objects.get(programme=self.programme, code="GD1")

    def unit(self, code: str) -> Organisation:
        return Organisation.objects.get(code=code)

    def chain(self, code: str, *, on: date = TODAY) -> tuple[int, ...]:
        """The ids of the unions it belongs to that day, itself first."""
        return tuple(link.organisation_id for link in chain(self.unit(code), on))

    def chain_of(self, initiative: Initiative) -> list[str]:
        """The codes of the unions it counts in, its own first."""
        return [link.code for link in links(initiative.chain, initiative.chain_on)]

    def person(self, login: str) -> Person:
        return Person.objects.get(username=login)

    def actor(self, login: str, *, on: date | None = None, role: Role | None = None) -> Actor:
        """The person wearing the first hat, or the hat of `role`."""
        day = on or day_of(self.now)
        held = hats(self.person(login), on=day)
        hat = next((hat for hat in held if role in (None, hat.role)), None)
        return Actor(person=self.person(login), on=day, hat=hat)

    def councillor(self, login: str) -> Actor:
        """The person with a seat on the council of the industrial zones, given one if need be."""
        person, zones = self.person(login), self.unit("CD-KCN")
        if not person.appointments.filter(role=Role.COUNCILLOR).exists():
            appoint(person, role=Role.COUNCILLOR, organisation=zones, since=date(2021, 1, 1), by=None, at=NOW)
        return self.actor(login, role=Role.COUNCILLOR)

    def content(self, **changes: Any) -> Content:
        """Lan's jig for pockets, complete in every part."""
        content = Content(
            unit=self.unit("CS-MAY-TIEN-THUAN").pk,
            title="Đồ gá may túi giúp giữ mép vải bằng một tay",
            authors=(
                AuthorEntry(full_name="Nguyễn Thị Lan", phone="+84912345001", department="Chuyền 7", job="DIRECT"),
            ),
            kind="technical",
            field="production",
            before="Phải dùng hai tay giữ mép vải, mỗi túi mất 19 giây.",
            after="Hai chốt nam châm giữ mép vải, mỗi túi còn 8 giây.",
            applied_on=date(2022, 3, 1),
            benefit_kind="MONEY",
            benefit_vnd=120_000_000,
            benefit_method="11 giây × 900 túi × 300 ngày",
            effects=("quality",),
            recognition=Recognition(
                form="recognition_decision",
                number="41/QĐ-TT",
                on=date(2022, 4, 12),
                issuer="Công ty TNHH May Tiến Thuận",
            ),
        )
        return replace(content, **changes)

    def submitted(
        self, *, by: str = "lan", at: datetime | None = None, role: Role | None = None, **changes: Any
    ) -> Initiative:
        """Sent by that person; `changes` are of the content."""
        moment = at or self.now
        actor = self.actor(by, on=day_of(moment), role=role)
        draft = actions.start_draft(self.programme, by=actor, at=moment)
        return actions.submit(draft, self.content(**changes), by=actor, at=moment)

    def confirmed(self, *, by: str = "lan", at: datetime | None = None, **changes: Any) -> Initiative:
        """Sent, and confirmed by Mai."""
        initiative = self.submitted(by=by, at=at, **changes)
        moment = at or self.now
        review.confirm(initiative, seen=1, by=self.actor("mai", on=day_of(moment)), at=moment)
        return self.again(initiative)

    def confirmed_in_its_place(self, *, by: str = "minh") -> Initiative:
        """Sent nine days ago, and confirmed by the superior, since the union has not done it in time."""
        initiative = self.submitted(at=self.now - timedelta(days=9))
        review.confirm(initiative, seen=1, by=self.actor(by), at=self.now)
        return self.again(initiative)

    def valid(self, *, by: str = "lan", at: datetime | None = None, **changes: Any) -> Initiative:
        """Sent, confirmed by Mai, found valid by Minh."""
        return self.told(self.untold(by=by, at=at, **changes))

    def untold(self, *, by: str = "lan", at: datetime | None = None, **changes: Any) -> Initiative:
        """The same, in the ten minutes in which Minh may undo it."""
        initiative = self.confirmed(by=by, at=at, **changes)
        moment = at or self.now
        review.validate(initiative, seen=initiative.version, by=self.actor("minh", on=day_of(moment)), at=moment)
        return self.again(initiative)

    def returned(self, *, by: str = "lan", at: datetime | None = None, **changes: Any) -> Initiative:
        """Sent, confirmed, and returned by Minh with two reasons."""
        initiative = self.confirmed(by=by, at=at, **changes)
        moment = at or self.now
        reasons = [
            Reason("recognition_unclear", "Anh/chị ghi lại số quyết định.", "recognition_number"),
            Reason("benefit_unexplained", "Anh/chị ghi cách tính.", "benefit_vnd"),
        ]
        review.send_back(
            initiative,
            reasons=reasons,
            seen=initiative.version,
            by=self.actor("minh", on=day_of(moment)),
            at=moment,
        )
        return self.told(initiative)

    def refused(self, *, by: str = "lan", at: datetime | None = None, **changes: Any) -> Initiative:
        """Sent, confirmed by Mai, and refused by Minh."""
        initiative = self.confirmed(by=by, at=at, **changes)
        moment = at or self.now
        reasons = [Reason("ip_protected", "Giải pháp đang được bảo hộ.")]
        reviewer = self.actor("minh", on=day_of(moment))
        review.refuse(initiative, reasons=reasons, seen=initiative.version, by=reviewer, at=moment)
        return self.told(initiative)

    def told(self, initiative: Initiative) -> Initiative:
        """After the ten minutes in which the verdict could be undone: its people have been told of it."""
        tell(at=self.again(initiative).untold.until)
        return self.again(initiative)

    def reviewer_of_the_province(self) -> Actor:
        """Ngọc, above Minh and Yến: with her the union above them has somebody who reviews."""
        ngoc = Person.objects.filter(username="ngoc").first() or Person.objects.create_person(
            username="ngoc", full_name="Vũ Bích Ngọc", phone="+84912345010", password=PASSWORD
        )
        if not hats(ngoc, on=TODAY):
            province = self.unit("LDLD-NINH-THUAN")
            appoint(ngoc, role=Role.REVIEWER, organisation=province, since=date(2021, 1, 1), by=None, at=NOW)
        return self.actor("ngoc")

    def again(self, initiative: Initiative) -> Initiative:
        """As the database has it now."""
        return Initiative.objects.get(pk=initiative.pk)

    def client(self, login: str | None = None, *, role: Role | None = None) -> Client:
        """A browser; signed in when a login is given, wearing the hat of `role`."""
        client = Client()
        if login:
            client.force_login(self.person(login))
            if role and (hat := self.actor(login, role=role).hat):
                session = client.session
                session["hat"] = hat.pk
                session.save()
        return client


def seed() -> Cast:
    """The small province in an empty database."""
    load_kinds()
    for code, parent, kind, name, short_name in UNITS:
        create_organisation(
            code=code,
            kind=UnitKind.objects.get(code=kind),
            name=name,
            short_name=short_name,
            parent=Organisation.objects.get(code=parent) if parent else None,
            since=LONG_AGO,
            by=None,
            at=NOW,
        )
    _workplaces()
    _people()
    _programme()
    return Cast()


def _workplaces() -> None:
    for code, members in MEMBERS.items():
        unit = Organisation.objects.get(code=code)
        report_members(unit, counted_on=date(2021, 12, 31), members=members, by=None, at=NOW)
    for code, name, ownership in [
        ("CS-MAY-TIEN-THUAN", "Công ty TNHH May Tiến Thuận", "private"),
        ("CS-HAEMIN", "Công ty TNHH Haemin Vina", "fdi"),
        ("CS-THPT-AN-PHUOC", "Trường THPT An Phước", "public_service"),
    ]:
        add_workplace(Organisation.objects.get(code=code), name=name, ownership=ownership, by=None, at=NOW)


def _people() -> None:
    for login, name, phone, roles in PEOPLE:
        person = Person.objects.create_person(username=login, full_name=name, phone=phone, password=PASSWORD)
        for role, code in roles:
            unit = Organisation.objects.get(code=code)
            appoint(person, role=role, organisation=unit, since=date(2021, 1, 1), by=None, at=NOW)


def _programme() -> None:
    programme = configure(read(CATALOGUE / "ct1tsk.yaml"), by=None, at=NOW)
    phase = programme.phases.get(code="GD1")
    for code, value in [
        ("LDLD-NINH-THUAN", 1000),
        ("CD-KCN", 230),
        ("CDN-GIAO-DUC", 170),
        ("LDLD-NINH-PHUOC", 95),
    ]:
        unit = Organisation.objects.get(code=code)
        set_target(unit, programme=programme, phase=phase, kind=TargetKind.ASSIGNED, value=value, by=None, at=NOW)


@pytest.fixture
def cast(db: None, settings: Any, monkeypatch: pytest.MonkeyPatch) -> Cast:
    """The cast in an empty database; the visitors' clock stands still at `cast.now`."""
    monkeypatch.setattr("sangkien.web.middleware.now", lambda *_heard: NOW)
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    seeded(seed)
    return Cast()
