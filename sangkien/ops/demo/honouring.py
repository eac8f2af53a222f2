"""What recognised authors of the demonstration get: certificates of the province, one of them revoked, one of an
honour, and a prize that is paid in part."""

from datetime import datetime
from uuid import uuid4

from sangkien.accounts.models import Person, Role
from sangkien.accounts.permissions import Actor
from sangkien.accounts.queries import hats
from sangkien.base.clock import real_now
from sangkien.base.days import day_of
from sangkien.certificates import actions as certificates
from sangkien.certificates.content import Issuer, Source
from sangkien.certificates.models import Certificate
from sangkien.certificates.queries import eligible
from sangkien.certificates.subjects import KINDS
from sangkien.initiatives.models import Author, Initiative
from sangkien.initiatives.states import State
from sangkien.jobs.models import Job
from sangkien.jobs.running import beat, carry_out, leave, take_up
from sangkien.organisations.models import Organisation
from sangkien.rewards import actions as rewards
from sangkien.rewards.models import Reward
from sangkien.rewards.rules import Paid, Promised

_PROVINCE, _FACTORY = "LDLD-NINH-THUAN", "CS-MAY-TIEN-THUAN"
_GIVER = "Công ty TNHH May Tiến Thuận"
_MANY = 12
_PRIZE = 1_000_000


def honour(*, clock: datetime) -> None:
    """Names confirmed, certificates given, one revoked; a prize promised and half of it paid."""
    given = _given(clock)
    _given_for_honours(clock)
    if len(given) > 1:
        why, decision = "Kê khai trùng với sáng kiến đã công nhận", "Quyết định số 31/QĐ-LĐLĐ ngày 30/05/2022"
        certificates.revoke(given[-1], reason=why, decision=decision, by=_actor("dong", Role.LEADER, clock), at=clock)
    _rewarded(clock)


def _given(clock: datetime) -> list[Certificate]:
    kind, province = KINDS[Source.INITIATIVE], Organisation.objects.get(code=_PROVINCE)
    ready = eligible(province, kind, on=day_of(clock)).filter(person__isnull=False, held=False)
    lans = ready.filter(person__username="lan").select_related("person")[:1]
    some = [*lans, *ready.exclude(person__username="lan").select_related("person")[:_MANY]]
    told = kind.told(province, [one.pk for one in some], day_of(clock))
    authors = [one for one in some if told[one.pk].basis]
    for author in authors[:-3]:  # three have not answered yet
        certificates.confirm_name(kind, author, author.full_name, by=_self(author, clock), at=clock)
    dong, keys = _actor("dong", Role.LEADER, clock), [one.pk for one in authors[:-5]]
    issuer = Issuer("", "", "Ninh Thuận", day_of(clock), "TM. Ban Thường vụ\nChủ tịch", "")
    if not keys:
        return []
    job = certificates.start(province, Source.INITIATIVE, keys, issuer=issuer, signer=dong.person, by=dong, at=clock)
    return _carried_out(job, clock)


def _given_for_honours(clock: datetime) -> list[Certificate]:
    """By the factory's union, which has written down how its colleague is spelled."""
    kind, mai = KINDS[Source.HONOUR], _actor("mai", Role.GRASSROOTS_OFFICER, clock)
    awards = list(kind.entitled(mai.office, mai.on).exclude(nomination__identity=mai.somebody.phone))
    for award in awards:
        certificates.write_down_name(kind, award, award.recorded, note="phiếu ký ngày 30/05/2022", by=mai, at=clock)
    issuer = Issuer("", "", "Ninh Thuận", mai.on, "TM. Ban Chấp hành\nChủ tịch", "")
    if not awards:
        return []
    keys = [award.pk for award in awards]
    job = certificates.start(mai.office, Source.HONOUR, keys, issuer=issuer, signer=mai.person, by=mai, at=clock)
    return _carried_out(job, clock)


def _carried_out(job: Job, clock: datetime) -> list[Certificate]:
    key, heard = uuid4(), real_now()
    beat(key, heard=heard)
    if taken := take_up(key, at=clock, heard=heard, only=job):
        carry_out(taken, clock=lambda: clock)
    leave(key)
    return list(Certificate.objects.filter(batch=job.about_id).order_by("number"))


def _rewarded(clock: datetime) -> None:
    valid = Initiative.objects.filter(unit__code=_FACTORY, state=State.VALID, untold__isnull=True).order_by("pk")
    mai, at = _actor("mai", Role.GRASSROOTS_OFFICER, clock), clock
    for dossier in valid.exclude(authors__person=mai.person)[:2]:
        name, on = dossier.credited[0].full_name, day_of(clock)
        said = Promised(Reward.PRIZE, name, _GIVER, _PRIZE, "Thưởng nóng tại Tháng Công nhân", on)
        one = rewards.promise(dossier, said, by=mai, at=at)
        rewards.pay(one, Paid(_PRIZE // 2, on, _GIVER, "phiếu chi số 12"), by=mai, at=at)


def _actor(login: str, role: Role, clock: datetime) -> Actor:
    person, on = Person.objects.get(username=login), day_of(clock)
    return Actor(person, on, next(hat for hat in hats(person, on=on) if hat.role == role))


def _self(author: Author, clock: datetime) -> Actor:
    return Actor(author.person, day_of(clock))
