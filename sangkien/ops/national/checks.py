"""Is a made nation like the country it stands for, and are its rows what the product would have written?

Two kinds of questions: figures that were published or are assumed by the design, met within a tenth (and, where few
are counted, within what chance allows); and promises that triggers keep when dossiers are sent one by one, of which
nothing may be broken.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from math import sqrt

from django.db import connection

from sangkien.counting.rebuilding import wrong_totals
from sangkien.initiatives.recounting import differences
from sangkien.ops.national.nation import CODE
from sangkien.ops.national.published import FIRST, ROOT, SENT, of, scaled

NEAR = 0.10
CHANCE = 3.0  # standard deviations


@dataclass(frozen=True)
class Check:
    """A figure: what it ought to be, what it is, and how far off it may be (a share of what it ought to be)."""

    name: str
    expected: float
    found: float
    allowed: float

    @property
    def met(self) -> bool:
        """Is it near enough?"""
        return abs(self.found - self.expected) <= self.allowed * self.expected


def check(items: int) -> list[Check]:
    """All checks of a nation of so many dossiers."""
    return [*_counts(items), *_shapes(items), *_promises()]


def _counts(items: int) -> Iterator[Check]:
    """Counts that are given to the digit."""
    for name, expected, sql in [
        ("lượt gửi", items, "true"),
        ("hợp lệ", scaled(of(ROOT).valid or 0, items), "state = 'VALID'"),
        ("hợp lệ giai đoạn 1", scaled(of(ROOT, FIRST).valid or 0, items), "state = 'VALID' AND phase = 'GD1'"),
    ]:
        yield Check(name, expected, _of_dossiers(f"count(*) FILTER (WHERE {sql})"), 0)
    for unit, phase in [
        ("LDLD-THANH-HOA", FIRST),
        ("LDLD-HA-NOI", ""),
        ("LDLD-LAM-DONG", FIRST),
        ("LDLD-NINH-THUAN", FIRST),
    ]:
        expected = scaled(of(unit, phase).valid or 0, items)
        sql = f"count(*) FILTER (WHERE state = 'VALID' AND central = '{unit}' AND '{phase}' IN ('', phase))"
        yield _within(f"hợp lệ {unit} {phase}".strip(), expected, _of_dossiers(sql), expected)


def _shapes(items: int) -> Iterator[Check]:
    first = "count(*) FILTER (WHERE phase = 'GD1')"
    for name, expected, sql, of_how_many in [
        ("phần giai đoạn 1 đến 11/05/2022", 300_000 / 696_948, f"{_until('GD1', '2022-05-11')} / {first}", items * 0.3),
        ("phần giai đoạn 1 trong 20 ngày cuối", 0.57, f"1 - {_until('GD1', '2022-05-11')} / {first}", items * 0.3),
        ("từ 01/06 đến 03/10/2022", scaled(303_052, items), _until("GD2", "2022-10-03"), items * 0.1),
        (
            "giá trị làm lợi, đồng",
            (of(ROOT).benefit or 0) * items / SENT,
            "sum(worth) FILTER (WHERE state = 'VALID')",
            0,
        ),
        ("phần trùng trong số không hợp lệ", 0.15, _DOUBLES, items * 0.02),
        ("phần có một tác giả", 0.836, "avg((authors = 1)::int)", items * 0.8),
        ("phần có giá trị bằng tiền", 0.20, "avg((worth IS NOT NULL)::int)", items * 0.2),
    ]:
        yield _within(name, expected, _of_dossiers(sql), of_how_many or items)
    yield _within("phần công đoàn cơ sở chưa gửi gì", 0.45, _one(_SILENT), _one(_UNIONS) * 0.4)


def _promises() -> Iterator[Check]:
    yield Check("sổ đếm khác hồ sơ", 0, len(differences()), 0)
    yield Check("tổng khác sổ đếm", 0, wrong_totals(), 0)
    for name, sql in {
        "phần đóng góp không đủ 100 %": _SHARES,
        "hồ sơ chờ mà không có chỗ trong hàng đợi": _PLACES,
        "tự quyết định hồ sơ của mình": _OWN,
        "lịch sử không dẫn đến trạng thái": _HISTORY,
        "trùng với hồ sơ gửi sau": _TWINS,
    }.items():
        yield Check(name, 0, _one(sql), 0)


def _within(name: str, expected: float, found: float, of_how_many: float) -> Check:
    return Check(name, expected, found, NEAR + CHANCE / sqrt(max(1.0, of_how_many)))


def _until(phase: str, day: str) -> str:
    return f"count(*) FILTER (WHERE phase = '{phase}' AND sent_on <= '{day}')::float8"


def _of_dossiers(figure: str) -> float:
    return _one(_DOSSIERS.format(figure=figure))


def _one(sql: str) -> float:
    with connection.cursor() as cursor:
        cursor.execute(sql.replace("{code}", CODE))
        return float(cursor.fetchone()[0] or 0)


_DOUBLES = """count(*) FILTER (WHERE state = 'DUPLICATE')
    / nullif(count(*) FILTER (WHERE state IN ('DUPLICATE', 'INELIGIBLE', 'WITHDRAWN'))::float8, 0)"""

_DOSSIERS = """
SELECT {figure} FROM (
    SELECT i.state, ph.code AS phase, i.benefit_vnd AS worth, central.code AS central,
           (i.submitted_at AT TIME ZONE 'Asia/Ho_Chi_Minh')::date AS sent_on,
           (SELECT count(*) FROM initiatives_author a WHERE a.initiative_id = i.id) AS authors
    FROM initiatives_initiative i JOIN programmes_programme p ON p.id = i.programme_id
    JOIN programmes_phase ph ON ph.id = i.phase_id
    JOIN organisations_organisation central ON central.id = i.chain[cardinality(i.chain) - 1]
    WHERE p.code = '{{code}}'
) d"""

# Of the made ones: a small nation has the demonstration's unions besides, all of one province.
_UNIONS = "SELECT count(*) FROM organisations_organisation WHERE code ~ '^CS-[0-9]{8}$'"
_SILENT = f"""
SELECT 1 - (SELECT count(DISTINCT unit_id) FROM initiatives_initiative i
            JOIN programmes_programme p ON p.id = i.programme_id
            JOIN organisations_organisation o ON o.id = i.unit_id AND o.code ~ '^CS-[0-9]{{8}}$'
            WHERE p.code = '{{code}}')::float8 / ({_UNIONS})"""

_MADE = "JOIN programmes_programme p ON p.id = i.programme_id AND p.code = '{code}'"
_SHARES = f"""
SELECT count(*) FROM (
    SELECT 1 FROM initiatives_initiative i {_MADE} LEFT JOIN initiatives_author a ON a.initiative_id = i.id
    GROUP BY i.id HAVING coalesce(sum(a.share), 0) <> 10000
) broken"""
_PLACES = f"""
SELECT count(*) FROM initiatives_initiative i {_MADE} LEFT JOIN triage_place t ON t.initiative_id = i.id
WHERE (i.desk_id IS NULL) <> (t.initiative_id IS NULL)"""
_OWN = f"""
SELECT count(*) FROM review_decision d JOIN initiatives_initiative i ON i.id = d.initiative_id {_MADE}
JOIN accounts_person judge ON judge.id = d.by_id
WHERE d.by_id = i.entered_by_id OR judge.phone = ANY (i.parties)
   OR d.verdict <> 'CONFIRMED' AND d.by_id = i.confirmed_by_id
   OR EXISTS (SELECT FROM initiatives_author a WHERE a.initiative_id = i.id AND (
        a.person_id = d.by_id OR a.phone = '' AND lower(a.full_name) = lower(judge.full_name)))"""
_HISTORY = f"""
SELECT count(*) FROM initiatives_initiative i {_MADE}
LEFT JOIN initiatives_event e ON e.initiative_id = i.id AND e.version = i.version
WHERE e.to_state IS DISTINCT FROM i.state"""
_TWINS = f"""
SELECT count(*) FROM initiatives_initiative i {_MADE}
JOIN initiatives_initiative earlier ON earlier.id = i.duplicate_of_id
WHERE earlier.submitted_at > i.submitted_at OR earlier.state <> 'VALID'"""
