"""The plan of a made nation: for every dossier, in the order of sending, who sends it when and what becomes of it.

Rules: `generator_design`, sections 2, 4 and 6. How many are valid in each central union and phase is given to the
digit; which ones, follows from their numbers. Assumed: somebody confirms on the next working day or some days later and
decides likewise; what was not decided by `CLOCK` is open; of what is settled and not valid 15 in 100 double another
record, 80 are not eligible and 5 were withdrawn. Every fifth has a value in money, log-normal with a median of 3,6
million and a sigma of 2,5, more in some unions, a hundredfold in oil and power; the sums are those that were published.
"""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from math import log

from django.db import connection

from sangkien.base.days import VIETNAM
from sangkien.ops.national.bulk import copy
from sangkien.ops.national.curve import LAST, curves
from sangkien.ops.national.published import ROOT, SENT, of, published
from sangkien.ops.national.site import make
from sangkien.programmes.models import Programme
from sangkien.programmes.rulebooks import calendar_of
from sangkien.workdays.calendar import Calendar

CLOCK = datetime(2023, 8, 31, 16, 30, tzinfo=VIETNAM)
LARGEST = 550_000_000_000  # đồng: "over 500 billion for one initiative" (published)
MEDIAN, SIGMA, OF_UNITS = 3_600_000, 2.5, 1.2
RICH = ["CDN-DAU-KHI-VN", "CDN-DIEN-LUC-VN"]

_WORKDAYS = """
CREATE TABLE nation.workday (day date PRIMARY KEY, next date, to_confirm date, to_decide date);
CREATE TABLE nation.curve (phase text PRIMARY KEY, phase_id bigint, first date, last date, up_to float8[]);
"""

_LAY = """
CREATE TABLE nation.laid AS
WITH slots AS (
    SELECT u.n * 1000000::bigint + CASE q.phase WHEN 'GD1' THEN 0 ELSE 500000 END + k AS slot, q.phase,
           u.unit_id, u.superior_id, u.central_id, u.senders
    FROM nation.quota q JOIN nation.unit u USING (unit_id) CROSS JOIN LATERAL generate_series(1, q.sent) AS k
), days AS (
    -- One in twelve of phase 1 on the unit's update day, when everybody types within two hours.
    SELECT s.*, c.last, phase = 'GD1' AND nation.u(slot, 2) < 0.08 AS gathers,
           CASE WHEN phase = 'GD1' AND nation.u(slot, 2) < 0.08
                THEN date '2022-05-04' + nation.pick(superior_id, 3, 24)
                ELSE c.first + width_bucket(nation.u(slot, 1), c.up_to) END AS day
    FROM slots s JOIN nation.curve c USING (phase)
), sent AS (
    SELECT d.*, nation.at(day, CASE
            WHEN gathers THEN 14 + 2 * nation.u(slot, 4)
            WHEN day = %(end)s THEN 7 + 9.2 * nation.u(slot, 4)
            WHEN nation.u(slot, 5) < CASE WHEN last - day < 3 THEN 0.30 ELSE 0.45 END THEN 8 + 3 * nation.u(slot, 4)
            WHEN nation.u(slot, 5) < CASE WHEN last - day < 3 THEN 0.55 ELSE 0.80 END THEN 14 + 3 * nation.u(slot, 4)
            WHEN nation.u(slot, 5) < 0.95 THEN 20 + 3.9 * nation.u(slot, 4)
            ELSE 6 + 2 * nation.u(slot, 4) END) AS sent
    FROM days d
), confirmed AS (
    SELECT s.*, nation.at(w.next, 8 + 3.5 * nation.u(slot, 6)) AS confirmed, w.next AS confirmed_on
    FROM sent s JOIN nation.workday w
      ON w.day = s.day + least(60, floor(exp(1.0 * nation.normal(slot, 10) + ln(0.6))))::int
), closed AS (
    SELECT c.*, nation.at(w.next, 13.5 + 3.5 * nation.u(slot, 7)) AS closed
    FROM confirmed c JOIN nation.workday w
      ON w.day = c.confirmed_on + least(90, floor(exp(1.2 * nation.normal(slot, 12) + ln(1.5))))::int
), ranked AS (
    SELECT c.*, row_number() OVER (PARTITION BY central_id, phase
        ORDER BY closed > %(clock)s, confirmed > %(clock)s, nation.u(slot, 30)) <= r.valid AS valid
    FROM closed c JOIN nation.result r USING (central_id, phase)
)
SELECT slot, phase, unit_id, superior_id, central_id, sent,
    CASE WHEN valid AND closed > %(clock)s THEN sent + (%(clock)s - sent) * 0.4 ELSE confirmed END AS confirmed,
    CASE WHEN valid AND closed > %(clock)s THEN sent + (%(clock)s - sent) * 0.9 ELSE closed END AS closed,
    CASE WHEN valid THEN 'VALID'
         WHEN confirmed > %(clock)s THEN 'SUBMITTED'
         WHEN closed > %(clock)s THEN 'REVIEWING'
         WHEN nation.u(slot, 31) < 0.15 THEN 'DUPLICATE'
         WHEN nation.u(slot, 31) < 0.20 THEN 'WITHDRAWN'
         WHEN nation.u(slot, 31) > 0.90 AND closed > %(clock)s - interval '40 days' THEN 'RETURNED'
         ELSE 'INELIGIBLE' END AS state,
    valid AND nation.u(slot, 32) >= 0.003 AS original,
    CASE WHEN senders > 0 THEN nation.pick(slot, 33, senders) END AS sender,
    CASE WHEN nation.u(slot, 40) < 0.2 THEN exp(%(median)s + %(sigma)s * nation.normal(slot, 41)
        + %(of_units)s * nation.normal(central_id, 43)) END AS worth
FROM ranked;
ANALYZE nation.laid;
"""

# In the order of sending. What doubles another record doubles an earlier one that is valid and its own: of its union,
# or in three of ten of another.
_PLAN = """
CREATE TABLE nation.plan AS
WITH numbered AS (
    SELECT l.*, row_number() OVER (ORDER BY sent, slot) AS n FROM nation.laid l
), beside AS (
    SELECT p.*, max(n) FILTER (WHERE original) OVER (
               PARTITION BY unit_id ORDER BY n ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) AS near,
           max(n) FILTER (WHERE original) OVER (
               ORDER BY n ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) AS far
    FROM numbered p
), twinned AS (
    SELECT b.*, CASE WHEN state = 'DUPLICATE' OR state = 'VALID' AND NOT original
                       OR state IN ('SUBMITTED', 'REVIEWING') AND nation.u(slot, 34) < 0.03 THEN
               CASE WHEN nation.u(slot, 35) < 0.7 THEN coalesce(near, far) ELSE coalesce(far, near) END END AS twin
    FROM beside b
)
SELECT n, slot, phase, unit_id, superior_id, central_id, sent, confirmed, closed, twin, sender, worth AS drawn,
       CASE WHEN state = 'DUPLICATE' AND twin IS NULL THEN 'INELIGIBLE' ELSE state END AS state
FROM twinned ORDER BY n;
ALTER TABLE nation.plan ADD PRIMARY KEY (n);
DROP TABLE nation.laid;

-- Each central union's draws are scaled so that its sum is the published one, and all others together the rest.
CREATE TABLE nation.scale AS
WITH drawn AS (
    SELECT p.central_id, max(rich) AS rich, max(known.benefit) AS known,
           sum(drawn * rich) FILTER (WHERE state = 'VALID') AS drawn
    FROM nation.plan p
    JOIN (SELECT DISTINCT central_id, central, CASE WHEN central = ANY (%(rich)s) THEN 100 ELSE 1 END AS rich
          FROM nation.result) r USING (central_id)
    LEFT JOIN unnest(%(units)s::text[], %(benefits)s::numeric[]) AS known (code, benefit) ON known.code = r.central
    GROUP BY 1
)
SELECT central_id, rich * coalesce(known / nullif(drawn, 0),
    (%(whole)s - (SELECT coalesce(sum(known), 0) FROM drawn))
    / nullif((SELECT sum(drawn) FROM drawn WHERE known IS NULL), 0), 1) AS by
FROM drawn;
ALTER TABLE nation.scale ADD PRIMARY KEY (central_id);
ANALYZE nation.plan; ANALYZE nation.scale;
"""


def make_plan(programme: Programme, *, items: int) -> None:
    """The plan of so many dossiers."""
    make(_WORKDAYS)
    phases, workdays = dict(programme.phases.values_list("code", "pk")), list(_workdays(programme))
    with connection.cursor() as cursor:
        copy(cursor, "nation.workday", ["day", "next", "to_confirm", "to_decide"], workdays)
        rows = ((one.phase, phases[one.phase], one.first, one.last, one.up_to) for one in curves())
        copy(cursor, "nation.curve", ["phase", "phase_id", "first", "last", "up_to"], rows)
    draws = {"median": log(MEDIAN), "sigma": SIGMA, "of_units": OF_UNITS}
    make(_LAY, {"clock": CLOCK, "end": LAST, **draws})
    make(_PLAN, {"rich": RICH, **_sums(items)})


def _workdays(programme: Programme) -> Iterator[tuple[date, ...]]:
    """Of each day the next working day, and the last days on which who has a dossier since then answers in time."""
    calendar: Calendar = calendar_of(programme)
    first = curves()[0].first
    for day in (first + timedelta(days=n) for n in range((LAST - first).days + 200)):
        to_confirm = calendar.after(day, programme.confirm_days)
        yield day, calendar.after(day, 1), to_confirm, calendar.after(day, programme.decide_days)


def _sums(items: int) -> dict[str, object]:
    """What of the published values falls to so many dossiers, in đồng."""
    codes = [unit for (unit, phase), line in published().items() if line.benefit and not phase and unit != ROOT]
    return {
        "units": codes,
        "benefits": [(of(unit).benefit or 0) * items // SENT for unit in codes],
        "whole": (of(ROOT).benefit or 0) * items // SENT,
    }
