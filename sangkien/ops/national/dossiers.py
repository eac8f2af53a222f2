"""The dossiers of a made nation, a chunk of the plan at a time: texts, authors, steps, verdicts, log.

A dossier is sent by a worker of the union, or typed for its authors by an officer; another officer confirms it, and a
reviewer of the superior decides: nobody on what is their own. What it says follows from its number in the plan; what
doubles another record says what that one says.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db import connection

from sangkien.initiatives.models import Event, Initiative
from sangkien.initiatives.recounting import book_loaded
from sangkien.ops.national.plan import CLOCK, LARGEST
from sangkien.ops.national.tales import HERE, HERE_FOLDED
from sangkien.programmes.models import Programme, TermList
from sangkien.review.models import Decision

UP_TO_SO_MANY = (0.836, 0.914, 0.957, 0.979)  # up to these shares there are 1, 2, 3, 4 authors, else 5 (observed)


@dataclass(frozen=True)
class Base:
    """After which keys the nation begins: of dossiers (their codes as well), steps and verdicts."""

    dossiers: int
    codes: int
    steps: int
    verdicts: int


def base_now() -> Base:
    """After all that is there."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT last_value - CASE WHEN is_called THEN 0 ELSE 1 END FROM initiatives_code")
        codes = cursor.fetchone()[0]
    return Base(*(_last(Initiative), codes, _last(Event), _last(Decision)))


def load_chunk(programme: Programme, base: Base, first: int, last: int) -> None:
    """The dossiers of the plan from `first` to `last`, whole, and booked."""
    values = {"first": first, "last": last, **vars(base), **_of_programme(programme)}
    with connection.cursor() as cursor:
        for statement in (_DOSSIERS, _AUTHORS, _STEPS, _VERDICTS, _LOG):
            cursor.execute(statement, values)
    book_loaded(base.dossiers + first, base.dossiers + last)


def note_for_the_worker(base: Base) -> None:
    """What triggers would have written: places in queues, and which dossiers are to be read; the newest first."""
    with connection.cursor() as cursor:
        cursor.execute(_NOTES, {"after": base.dossiers})


def go_on_counting() -> None:
    """Whoever sends the next dossier gets the next number."""
    with connection.cursor() as cursor:
        cursor.execute(_NUMBERS_GO_ON)


def _last(model: type[Any]) -> int:
    return model.objects.order_by("-pk").values_list("pk", flat=True).first() or 0


def _of_programme(programme: Programme) -> Mapping[str, Any]:
    terms = {(term.list, term.code): term for term in programme.terms.all()}
    refusals = ["not_recognised"] * 5 + ["out_of_window"] * 2 + ["garbage"] * 2 + ["ip_protected"]
    said = [terms[TermList.REFUSAL_REASON, code] for code in refusals]
    return {
        "programme": programme.pk,
        "edition": programme.edition.pk,
        "recognised": terms[TermList.RECOGNITION, "recognition_decision"].pk,
        "praised": terms[TermList.RECOGNITION, "other_direct"].pk,
        "not_yet": terms[TermList.RECOGNITION, "not_yet"].pk,
        "refusals": [term.code for term in said],
        "refusal_words": [term.hint for term in said],
        "return_words": terms[TermList.RETURN_REASON, "unclear_before_after"].hint,
        "clock": CLOCK,
        "largest": LARGEST,
    }


# Of each planned dossier: its people, and what it tells (`o`: the plan of the record whose words it has).
_TOLD = """
    nation.plan p
    JOIN nation.unit u ON u.unit_id = p.unit_id
    JOIN nation.curve c ON c.phase = p.phase
    JOIN nation.plan o ON o.n = coalesce(p.twin, p.n)
    JOIN nation.unit ou ON ou.unit_id = o.unit_id
    JOIN nation.person by ON by.unit_id = p.unit_id AND by.k = coalesce(p.sender, 0)
        AND by.role = CASE WHEN p.sender IS NULL THEN 'GRASSROOTS_OFFICER' ELSE 'WORKER' END
    JOIN nation.person officer ON officer.unit_id = p.unit_id AND officer.role = 'GRASSROOTS_OFFICER'
        AND officer.k = CASE WHEN p.sender IS NULL THEN 1 ELSE 0 END
    JOIN nation.person judge ON judge.unit_id = p.superior_id AND judge.role = 'REVIEWER'
        AND judge.k = nation.pick(p.slot, 36, 2)
"""

# Of each planned dossier: how many made it, and the name of each by place. Where a worker sends it, the first is the
# worker instead.
_CREDITED = f"""
    LATERAL (SELECT 1 + width_bucket(nation.u(p.slot, 55), ARRAY{list(UP_TO_SO_MANY)}::float8[]) AS many) counted
    CROSS JOIN LATERAL generate_series(1, many) AS place
    JOIN nation.name name ON name.n = nation.name_of(p.slot + place - 1, false)
"""

_DOSSIERS = f"""
INSERT INTO initiatives_initiative (
    id, code, key, programme_id, edition_id, phase_id, unit_id, superior_id, desk_id, chain, chain_on, focus,
    state, version, waiting_since, granted_days, due_on, title, folded_title, kind_id, field_id, restricted,
    before, after, effect, applied_on, submitted_at, closed_at,
    benefit_kind, benefit_vnd, benefit_method, benefit_period, benefit_cost, effects,
    recognition_id, recognition_number, recognised_on, recognition_issuer, extra, publish_name, parties,
    entered_by_id, confirmed_by_id, judged_by_id, judged_for_id, duplicate_of_id, made)
SELECT %(dossiers)s + n,
    'SK-' || year || '-' || lpad((%(codes)s + n)::text, greatest(6, length((%(codes)s + n)::text)), '0'),
    md5('nation/' || slot)::uuid, %(programme)s, %(edition)s, phase_id, unit_id, superior_id,
    CASE state WHEN 'SUBMITTED' THEN unit_id WHEN 'REVIEWING' THEN superior_id END, chain, date '2022-01-10', focus,
    state, CASE state WHEN 'SUBMITTED' THEN 1 WHEN 'REVIEWING' THEN 2 WHEN 'WITHDRAWN' THEN 2 ELSE 3 END,
    CASE state WHEN 'SUBMITTED' THEN sent WHEN 'REVIEWING' THEN confirmed ELSE closed END,
    CASE state WHEN 'SUBMITTED' THEN confirm_days WHEN 'REVIEWING' THEN decide_days END,
    CASE state WHEN 'SUBMITTED' THEN to_confirm WHEN 'REVIEWING' THEN to_decide END,
    left(said, 250), left(folded, 250), kind_id, field_id, restricted,
    CASE WHEN restricted THEN '' ELSE before END, CASE WHEN restricted THEN '' ELSE after || added END,
    CASE WHEN restricted OR odd THEN effect ELSE '' END, applied_on, sent,
    CASE WHEN state IN ('VALID', 'INELIGIBLE', 'DUPLICATE', 'WITHDRAWN') THEN closed END,
    CASE WHEN worth IS NOT NULL THEN 'MONEY' ELSE 'NOT_COMPUTABLE' END, worth,
    CASE WHEN worth IS NOT NULL THEN 'Phần tiết kiệm được mỗi tháng, tính cho mười hai tháng.' ELSE '' END,
    CASE WHEN worth IS NOT NULL THEN 'FIRST_YEAR' ELSE '' END, 0, '[]',
    CASE WHEN NOT recognised THEN %(not_yet)s WHEN numbered THEN %(recognised)s ELSE %(praised)s END,
    CASE WHEN recognised AND numbered THEN (1 + nation.pick(slot, 51, 990)) || '/QĐ-SK' ELSE '' END,
    CASE WHEN recognised AND numbered THEN applied_on + 3 END,
    CASE WHEN recognised AND numbered THEN left(workplace, 200) ELSE '' END, '{{}}',
    nation.u(slot, 52) < 0.4, parties,
    sender_id, CASE WHEN state IN ('REVIEWING', 'RETURNED', 'VALID', 'INELIGIBLE', 'DUPLICATE') THEN officer_id END,
    CASE WHEN state IN ('RETURNED', 'VALID', 'INELIGIBLE', 'DUPLICATE') THEN judge_id END,
    CASE WHEN state IN ('RETURNED', 'VALID', 'INELIGIBLE', 'DUPLICATE') THEN superior_id END,
    CASE WHEN state = 'DUPLICATE' THEN %(dossiers)s + twin END, true
FROM (
    SELECT p.*, c.phase_id, u.chain, u.focus, u.workplace, s.kind_id, s.field_id, s.before, s.after,
        extract(year FROM p.sent AT TIME ZONE 'Asia/Ho_Chi_Minh') AS year,
        replace(s.title, '{HERE}', ou.workplace) || CASE
            WHEN position('{HERE}' IN s.title) > 0 THEN ''
            WHEN nation.u(o.slot, 20) < 0.5 THEN ' tại ' || ou.workplace
            WHEN nation.u(o.slot, 20) < 0.8 THEN ', mã số TB' || 10000 + nation.pick(o.slot, 21, 90000)
            ELSE '' END AS said,
        replace(s.folded, '{HERE_FOLDED}', ou.folded_place) || CASE
            WHEN position('{HERE}' IN s.title) > 0 THEN ''
            WHEN nation.u(o.slot, 20) < 0.5 THEN ' tai ' || ou.folded_place
            WHEN nation.u(o.slot, 20) < 0.8 THEN ' ma so tb' || 10000 + nation.pick(o.slot, 21, 90000)
            ELSE '' END AS folded,
        ' Cả tổ ' || 3 + nation.pick(o.slot, 22, 60) || ' người làm theo, sau ' || 2 + nation.pick(o.slot, 23, 20)
            || ' tuần thành nếp.' AS added,
        'Mỗi ca đỡ được ' || 10 + nation.pick(o.slot, 24, 90) || ' phút.' AS effect, p.slot %% 3 = 0 AS odd,
        nation.u(p.slot, 25) < 0.02 AS restricted,
        greatest(date '2021-09-01', (p.sent AT TIME ZONE 'Asia/Ho_Chi_Minh')::date - 10 - nation.pick(p.slot, 26, 60))
            AS applied_on,
        p.state IN ('VALID', 'DUPLICATE') OR nation.u(p.slot, 27) < 0.6 AS recognised,
        nation.u(p.slot, 28) < 0.85 AS numbered,
        CASE WHEN p.drawn IS NOT NULL
             THEN least(%(largest)s, greatest(50000, round((p.drawn * scale.by)::numeric, -4)))::bigint END AS worth,
        by.person_id AS sender_id, credited.parties,
        officer.person_id AS officer_id, judge.person_id AS judge_id,
        sent_on.to_confirm, confirmed_on.to_decide, pr.confirm_days, pr.decide_days
    FROM {_TOLD}
    JOIN programmes_programme pr ON pr.id = %(programme)s
    CROSS JOIN LATERAL (
        SELECT array_agg(DISTINCT coalesce(CASE WHEN place = 1 THEN by.phone END, name.folded))::varchar[] AS parties
        FROM {_CREDITED}
    ) credited
    JOIN nation.scale scale ON scale.central_id = p.central_id
    JOIN nation.story s ON s.sector = ou.sector
        AND s.n = nation.pick(o.slot, 19, (SELECT stories FROM nation.asked))
    JOIN nation.workday sent_on ON sent_on.day = (p.sent AT TIME ZONE 'Asia/Ho_Chi_Minh')::date
    JOIN nation.workday confirmed_on ON confirmed_on.day = (p.confirmed AT TIME ZONE 'Asia/Ho_Chi_Minh')::date
    WHERE p.n BETWEEN %(first)s AND %(last)s
) made ORDER BY n
"""

# The first is who sends, or of whom an officer speaks; the others share what the first leaves of the whole.
_AUTHORS = f"""
INSERT INTO initiatives_author (initiative_id, position, full_name, phone, department, job, share, person_id, identity)
SELECT %(dossiers)s + n, place, said, phone, '', job, share, person_id,
       coalesce(nullif(phone, ''), folded || ' @ ' || unit_id)
FROM (
    SELECT p.n, p.unit_id, place, 10000 / many + CASE WHEN place = 1 THEN 10000 %% many ELSE 0 END AS share,
        CASE WHEN place = 1 AND p.sender IS NOT NULL THEN by.full_name ELSE name.said END AS said, name.folded,
        CASE WHEN place = 1 AND p.sender IS NOT NULL THEN by.phone ELSE '' END AS phone,
        CASE WHEN place = 1 AND p.sender IS NOT NULL THEN by.person_id END AS person_id,
        CASE WHEN nation.u(p.slot, 53) < 0.2 THEN ''
             WHEN u.sector IN ('Quản lý nhà nước', 'Giáo dục', 'Y tế') THEN 'PUBLIC'
             WHEN nation.u(p.slot, 54) < 0.6 THEN 'DIRECT' WHEN nation.u(p.slot, 54) < 0.85 THEN 'TECHNICAL'
             ELSE 'MANAGER' END AS job
    FROM {_TOLD}
    CROSS JOIN {_CREDITED}
    WHERE p.n BETWEEN %(first)s AND %(last)s
) made ORDER BY n, place
"""

# Sent, confirmed, judged; or sent and withdrawn. A step ends the turn of the desk that took it.
_STEPS = f"""
INSERT INTO initiatives_event (
    id, initiative_id, at, verb, from_state, to_state, by_id, unit_id, version, detail, desk_id, since, due_on)
SELECT %(steps)s + 3 * p.n + step.version, %(dossiers)s + p.n, step.at, step.verb, step.from_state, step.to_state,
       step.by, step.unit, step.version, '{{}}', step.desk, step.since, step.due
FROM {_TOLD}
JOIN nation.workday sent_on ON sent_on.day = (p.sent AT TIME ZONE 'Asia/Ho_Chi_Minh')::date
JOIN nation.workday confirmed_on ON confirmed_on.day = (p.confirmed AT TIME ZONE 'Asia/Ho_Chi_Minh')::date
CROSS JOIN LATERAL (VALUES
    (1, p.sent, 'submit', '', 'SUBMITTED', by.person_id, CASE WHEN p.sender IS NULL THEN p.unit_id END,
     NULL, NULL, NULL, true),
    (2, p.closed, 'withdraw', 'SUBMITTED', 'WITHDRAWN', by.person_id, NULL, p.unit_id, p.sent, sent_on.to_confirm,
     p.state = 'WITHDRAWN'),
    (2, p.confirmed, 'confirmed', 'SUBMITTED', 'REVIEWING', officer.person_id, p.unit_id, p.unit_id, p.sent,
     sent_on.to_confirm, p.state NOT IN ('SUBMITTED', 'WITHDRAWN')),
    (3, p.closed, lower(p.state), 'REVIEWING', p.state, judge.person_id, p.superior_id, p.superior_id, p.confirmed,
     confirmed_on.to_decide, p.state IN ('RETURNED', 'VALID', 'INELIGIBLE', 'DUPLICATE'))
) AS step (version, at, verb, from_state, to_state, by, unit, desk, since, due, taken)
WHERE p.n BETWEEN %(first)s AND %(last)s AND step.taken ORDER BY p.n, step.version
"""

_VERDICTS = """
INSERT INTO review_decision (id, initiative_id, event_id, verdict, by_id, unit_id, at, reasons, note, duplicate_of_id)
SELECT %(verdicts)s + (e.id - %(steps)s), e.initiative_id, e.id, upper(e.verb), e.by_id, e.unit_id, e.at, CASE
        WHEN e.verb = 'ineligible' THEN jsonb_build_array(jsonb_build_object(
            'code', (%(refusals)s::text[])[why], 'field', '', 'text', (%(refusal_words)s::text[])[why]))
        WHEN e.verb = 'returned' THEN jsonb_build_array(jsonb_build_object(
            'code', 'unclear_before_after', 'field', 'after', 'text', %(return_words)s::text))
        ELSE '[]' END, '', CASE WHEN e.verb = 'duplicate' THEN i.duplicate_of_id END
FROM initiatives_event e JOIN initiatives_initiative i ON i.id = e.initiative_id
CROSS JOIN LATERAL (SELECT 1 + nation.pick(i.id, 56, cardinality(%(refusals)s::text[])) AS why) w
WHERE e.id BETWEEN %(steps)s + 3 * %(first)s::bigint + 1 AND %(steps)s + 3 * %(last)s::bigint + 3
  AND e.verb NOT IN ('submit', 'withdraw')
"""

_LOG = """
INSERT INTO audit_record (at, verb, target_type, target_id, by_id, unit_id, before, after)
SELECT e.at, 'initiative.' || e.verb, 'initiatives.initiative', e.initiative_id::text, e.by_id, e.unit_id,
       CASE WHEN e.version = 1 THEN '{}' ELSE jsonb_build_object('state', e.from_state, 'version', e.version - 1) END,
       CASE WHEN e.version = 1 THEN '{}' ELSE jsonb_build_object('state', e.to_state, 'version', e.version) END
FROM initiatives_event e
WHERE e.id BETWEEN %(steps)s + 3 * %(first)s::bigint + 1 AND %(steps)s + 3 * %(last)s::bigint + 3 ORDER BY e.at, e.id
"""

_NOTES = """
INSERT INTO triage_place (initiative_id, desk_id, waiting_since)
SELECT id, desk_id, waiting_since FROM initiatives_initiative WHERE desk_id IS NOT NULL AND id > %(after)s;
INSERT INTO search_unread (initiative_id) SELECT id FROM initiatives_initiative WHERE id > %(after)s ORDER BY id DESC;
INSERT INTO similarity_unread (initiative_id) SELECT id FROM initiatives_initiative WHERE id > %(after)s ORDER BY id;
INSERT INTO similarity_unmarked (initiative_id) SELECT id FROM initiatives_initiative
WHERE id > %(after)s AND recognition_number <> '' ORDER BY id;
"""

_NUMBERS_GO_ON = """
SELECT setval('initiatives_initiative_id_seq', (SELECT max(id) FROM initiatives_initiative)),
       setval('initiatives_event_id_seq', (SELECT max(id) FROM initiatives_event)),
       setval('review_decision_id_seq', (SELECT max(id) FROM review_decision)),
       setval('initiatives_code', (SELECT max(split_part(code, '-', 3)::bigint) FROM initiatives_initiative))
"""
