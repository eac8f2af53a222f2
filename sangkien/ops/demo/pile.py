"""What waits at the desk of the industrial zones on the last day, so that there is something to decide: thirty
dossiers, with each kind of sign among them.

They were sent and confirmed and count nowhere else. Some are of a small programme of the zones' own, which ended two
evenings before, and came within its last hours.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from random import Random

from sangkien.ops.demo import contents, papers
from sangkien.ops.demo.faults import thousandfold
from sangkien.ops.demo.lives import OFFICER, Sender, confirmed, live
from sangkien.ops.demo.plans import BenefitPlan, ContentPlan, DossierPlan, Fate
from sangkien.ops.demo.registers import Hat, Unit, officers, units, workers
from sangkien.ops.demo.rhythm import CURTAIN, draw_sending, moment

PLAIN, HELPED = "", "helped"
_FIRST, _STEP = 2_002, 3  # numbers beyond the script's, none of which the employers are asked about
_SINCE, _UNTIL = moment(date(2022, 5, 24), 8), moment(date(2022, 5, 30), 16)
_LAST_HOURS = moment(date(2022, 5, 29), 18.5), moment(date(2022, 5, 29), 23.5)
_OWN_PAPERS = 200  # the numbers of these decisions begin here: nobody else names them

PILE: Mapping[str, Sequence[str]] = {
    "CS-MAY-TIEN-THUAN": [PLAIN, PLAIN, PLAIN, PLAIN, "retyped", "noughts", "no_digits"],
    "CS-DET-HOA-NANG": [PLAIN, PLAIN, PLAIN, "copied"],
    "CS-TOKUWA": [PLAIN, PLAIN, "large", "other_issuer"],
    "CS-BIEN-NANG": [PLAIN, PLAIN, "retyped"],
    "CS-DA-NUI-XANH": [PLAIN, PLAIN],
    "CS-NHA-DAM": [PLAIN, "too_soon"],
    "CS-HAEMIN": [HELPED, HELPED],
    "CS-HAI-LONG": [HELPED],
}
WEEK: Mapping[str, int] = {"CS-MAY-TIEN-THUAN": 2, "CS-TOKUWA": 2, "CS-BIEN-NANG": 1, "CS-NHA-DAM": 1}


def waiting(told: Sequence[DossierPlan]) -> list[DossierPlan]:
    """The dossiers of the programme; what they double or follow is among those `told` already."""
    rows = [(unit, sign) for unit, signs in PILE.items() for sign in signs]
    return list(_plans(rows, told, first=_FIRST, between=(_SINCE, _UNTIL)))


def in_the_last_hours(told: Sequence[DossierPlan]) -> list[DossierPlan]:
    """The dossiers of the zones' own programme, on its last evening."""
    rows = [(unit, PLAIN) for unit, many in WEEK.items() for _ in range(many)]
    return list(_plans(rows, told, first=_FIRST + 100 * _STEP, between=_LAST_HOURS))


def _plans(
    rows: Iterable[tuple[str, str]],
    told: Sequence[DossierPlan],
    *,
    first: int,
    between: tuple[datetime, datetime],
) -> Iterator[DossierPlan]:
    titles = contents.Titles(plan.content.title for plan in told)
    for place, (code, sign) in enumerate(rows):
        rng = Random(f"pile/{first}/{place}")
        at = draw_sending(rng, *between)
        yield _plan(rng, titles, told, first + _STEP * place, units()[code], sign, at)


def _plan(
    rng: Random,
    titles: contents.Titles,
    told: Sequence[DossierPlan],
    number: int,
    unit: Unit,
    sign: str,
    at: datetime,
) -> DossierPlan:
    author = None if sign == HELPED else rng.choice(workers(unit.code))
    sender = _sender(unit, author)
    in_money = sign in {"noughts", "large"}
    good = contents.content(rng, titles, number=number, unit=unit, first=author, at=at, worth_money=in_money)
    said = _SIGNS.get(sign, _plain)(rng, _with_a_paper_of_its_own(rng, good, number, unit, at), told)
    own = frozenset(one.login for one in said.authors if one.login)
    return DossierPlan(
        number=number,
        fate=Fate.WAITING_FOR_SUPERIOR,
        home=unit.code,
        content=said,
        steps=live(
            rng, sender=sender, unit=unit, authors=own, submitted_at=at, moves=confirmed(sender), deadline=CURTAIN
        ),
        planted=(sign,) if sign else (),
    )


def _sender(unit: Unit, author: Hat | None) -> Sender:
    if author:
        return Sender(login=author.login)
    return Sender(login=officers(unit.code)[0].login, role=OFFICER, unit=unit.code)


def _with_a_paper_of_its_own(rng: Random, said: ContentPlan, number: int, unit: Unit, at: datetime) -> ContentPlan:
    given = papers.recognised_between(rng, unit, at - timedelta(days=20), at - timedelta(days=3))
    series = given.number.partition("/")[2]
    recognition = replace(given, number=f"{_OWN_PAPERS + number % 1_000}/{series}")
    applied_on = papers.applied_before(rng, recognition, sent_on=at.date())
    return replace(said, recognition=recognition, applied_on=applied_on)


# What is odd -------------------------------------------------------------------------------------------------

_Sign = Callable[[Random, ContentPlan, Sequence[DossierPlan]], ContentPlan]


def _plain(_rng: Random, said: ContentPlan, _told: Sequence[DossierPlan]) -> ContentPlan:
    return said


def _retyped(rng: Random, said: ContentPlan, told: Sequence[DossierPlan]) -> ContentPlan:
    """What a colleague has sent before, its title typed once more."""
    return contents.doubling(rng, said, rng.choice(_valid_of(said.unit, told)), exactly=False, same_hand=False)


def _copied(rng: Random, said: ContentPlan, told: Sequence[DossierPlan]) -> ContentPlan:
    """The description of another dossier under a title of its own."""
    first = rng.choice(_valid_of(said.unit, told)).content
    return replace(said, before=first.before, after=first.after, kind=first.kind, field=first.field)


def _noughts(_rng: Random, said: ContentPlan, _told: Sequence[DossierPlan]) -> ContentPlan:
    return thousandfold(said)


def _large(_rng: Random, said: ContentPlan, _told: Sequence[DossierPlan]) -> ContentPlan:
    method = "Phòng Kế toán đối chiếu sổ chi cả năm: giảm 3.348.000.000 đồng so với năm 2021."
    return replace(said, benefit=BenefitPlan(kind="MONEY", vnd=3_348_000_000, method=method))


def _no_digits(_rng: Random, said: ContentPlan, _told: Sequence[DossierPlan]) -> ContentPlan:
    return replace(said, recognition=replace(said.recognition, number="QĐ khen thưởng"))


def _too_soon(_rng: Random, said: ContentPlan, _told: Sequence[DossierPlan]) -> ContentPlan:
    """Recognised before it was in use."""
    assert said.recognition.on
    return replace(said, applied_on=said.recognition.on + timedelta(days=2))


def _other_issuer(_rng: Random, said: ContentPlan, _told: Sequence[DossierPlan]) -> ContentPlan:
    """The decision is of another firm."""
    return replace(said, recognition=replace(said.recognition, issuer=units()["CS-SEN-TRANG"].workplace))


_SIGNS: Mapping[str, _Sign] = {
    "retyped": _retyped,
    "copied": _copied,
    "noughts": _noughts,
    "large": _large,
    "no_digits": _no_digits,
    "too_soon": _too_soon,
    "other_issuer": _other_issuer,
}


def _valid_of(unit: str, told: Sequence[DossierPlan]) -> list[DossierPlan]:
    plain = [plan for plan in told if plan.fate == Fate.VALID and plan.home == unit and not plan.planted]
    return [plan for plan in plain if plan.submitted_at < _SINCE]
