"""The long work of this room: drafting a series of papers, and checking, numbering, issuing all of it."""

from collections.abc import Callable
from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from sangkien.accounts.models import Appointment
from sangkien.accounts.permissions import Actor
from sangkien.base.days import day_of
from sangkien.base.problems import NotPossible
from sangkien.jobs.kinds import Result, long_work
from sangkien.jobs.models import Job
from sangkien.jobs.progress import Progress
from sangkien.organisations.models import Organisation
from sangkien.registry import actions, serial, signing
from sangkien.registry.models import OfficialPaper, Series
from sangkien.registry.states import GIVEN_UP


@long_work(serial.DRAFT, says=_("Soạn loạt văn bản"), counts=_("văn bản"))
def draft_series(job: Job, progress: Progress) -> Result:
    """A draft for each union of the series that has none yet, one a step."""
    series = _series(job)
    drafted = {paper.receivers[0] for paper in series.papers.exclude(state__in=GIVEN_UP).only("receivers")}
    progress.say(str(_("Đang soạn")), total=len(series.units), place={})
    for unit in Organisation.objects.filter(pk__in=series.units).named(on=day_of(series.at)).order_by("pk"):
        figures = None if unit.pk in drafted else serial.figures_for(series, unit)
        with progress.step() as at:
            if figures:
                serial.draft_for(series, figures, at=at)
            progress.did(1)
    return {"papers": len(series.units)}


@long_work(serial.CHECK, says=_("Soát loạt văn bản"), counts=_("văn bản"))
def check_series(job: Job, progress: Progress) -> Result:
    """All drafts of the series, but for those that lack something."""
    return _each(job, progress, lambda paper, seen, by, at: signing.check(paper, seen=seen, by=by, at=at))


@long_work(serial.NUMBER, says=_("Lấy số loạt văn bản"), counts=_("văn bản"))
def number_series(job: Job, progress: Progress) -> Result:
    """All that were checked, in the order of their unions."""
    return _each(job, progress, lambda paper, seen, by, at: actions.number(paper, seen=seen, by=by, at=at))


@long_work(serial.ISSUE, says=_("Ban hành loạt văn bản"), counts=_("văn bản"))
def issue_series(job: Job, progress: Progress) -> Result:
    """All that have their number, with the same day; those with a signed copy keep it."""
    said: dict[str, Any] = {"day": date.fromisoformat(job.params["day"]), "unsigned": job.params["unsigned"]}
    return _each(job, progress, lambda paper, _seen, by, at: actions.issue(paper, by=by, at=at, **said))


def _each(job: Job, progress: Progress, do: Callable[[OfficialPaper, int, Actor, datetime], Any]) -> Result:
    """The verb on every paper that it was asked for and that still waits for it, one a step, in the name of whoever
    asked. What lacks something or was written since it was seen stays as it is, for its own page says what."""
    waits, left = serial.waiting(_series(job), job.kind), 0
    asked = [(key, seen) for key, seen in job.params["papers"] if key in waits]
    progress.say("", total=len(asked), place={})
    for key, seen in asked:
        with progress.step() as at:
            paper = OfficialPaper.objects.get(pk=key)
            try:
                do(paper, seen, _asker(job, on=day_of(at)), at)
            except NotPossible:
                left += 1
            progress.did(1)
    return {"papers": len(asked) - left, "left": left}


def _series(job: Job) -> Series:
    return Series.objects.select_related("unit", "programme", "signer", "by").get(pk=job.about_id)


def _asker(job: Job, *, on: date) -> Actor:
    worn = Appointment.objects.select_related("organisation").filter(pk=job.params.get("hat"), person=job.asked_by)
    return Actor(job.asked_by, on, worn.first())
