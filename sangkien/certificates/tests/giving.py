"""Certificates as Đông of the province has them given."""

from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4

from sangkien.accounts.actions import vouch
from sangkien.base.clock import real_now
from sangkien.base.days import day_of
from sangkien.certificates import actions
from sangkien.certificates.content import Issuer, Source
from sangkien.certificates.models import Batch, Certificate
from sangkien.certificates.subjects import KINDS
from sangkien.honours.models import Award
from sangkien.initiatives.authorship import take_up
from sangkien.initiatives.models import Author, Initiative
from sangkien.jobs.models import Job
from sangkien.jobs.running import beat, carry_out
from sangkien.jobs.running import take_up as taken_up
from tests.cast import NOW, Cast

PROVINCE = "LDLD-NINH-THUAN"
OF_INITIATIVES, OF_HONOURS = KINDS[Source.INITIATIVE], KINDS[Source.HONOUR]
ISSUER = Issuer(
    "Tổng Liên đoàn Lao động Việt Nam",
    "Liên đoàn Lao động tỉnh Ninh Thuận",
    "Ninh Thuận",
    NOW.date(),
    "TM. Ban Thường vụ\nChủ tịch",
    "",
)


def author_of(dossier: Initiative) -> Author:
    """The first of them."""
    return Author.objects.filter(initiative=dossier).order_by("position")[0]


def spelled(cast: Cast, author: Author, name: str = "", *, by: str = "lan", at: datetime = NOW) -> None:
    """The author's own word, on an account whose number Mai has vouched for."""
    actor = cast.actor(by, on=day_of(at))
    vouch(actor.somebody, by=cast.person("mai"), unit=author.initiative.unit, at=at)
    take_up(by=actor, at=at)
    author.refresh_from_db()
    actions.confirm_name(OF_INITIATIVES, author, name or author.full_name, by=actor, at=at)


def of_lans_honour(cast: Cast, award: Award) -> Certificate:
    """Of the province, once she has said how she is spelled."""
    lan = cast.actor("lan")
    vouch(lan.somebody, by=cast.person("mai"), unit=cast.unit("CS-MAY-TIEN-THUAN"), at=NOW)
    actions.confirm_name(OF_HONOURS, award, "Nguyễn Thị Lan", by=lan, at=NOW)
    return given(cast, [award.pk], source=Source.HONOUR)[0]


def asked(cast: Cast, keys: list[int], *, by: str = "dong", at: datetime = NOW, **changes: Any) -> Job:
    """The job that gives certificates of the province to these authors, or for these honours (`source`)."""
    return actions.start(
        cast.unit(PROVINCE),
        changes.pop("source", Source.INITIATIVE),
        keys,
        issuer=changes.pop("issuer", ISSUER),
        signer=changes.pop("signer", cast.person("dong")),
        by=cast.actor(by, on=day_of(at)),
        at=at,
    )


def done(job: Job, *, at: datetime = NOW) -> Job:
    """The job carried out by a worker of its own."""
    key, heard = uuid4(), real_now()
    beat(key, heard=heard)
    taken = taken_up(key, at=at, heard=heard, only=job)
    assert taken is not None
    fault = carry_out(taken, clock=lambda: at + timedelta(seconds=1))
    if fault:
        raise fault
    return Job.objects.get(pk=job.pk)


def given(cast: Cast, keys: list[int], **asking: Any) -> list[Certificate]:
    """What the province gave to these authors."""
    job = done(asked(cast, keys, **asking))
    return list(Batch.objects.get(pk=job.about_id).certificates.order_by("number"))


def given_to_lan(cast: Cast) -> Certificate:
    """For her jig for pockets."""
    author = author_of(cast.valid())
    spelled(cast, author)
    return given(cast, [author.pk])[0]
