"""The long work of this room: giving the certificates of a batch."""

from datetime import date

from django.utils.translation import gettext_lazy as _

from sangkien.accounts.models import Appointment
from sangkien.accounts.permissions import Actor
from sangkien.base.days import day_of
from sangkien.certificates import actions
from sangkien.certificates.content import Source
from sangkien.certificates.models import Batch
from sangkien.certificates.subjects import KINDS
from sangkien.jobs.kinds import Result, long_work
from sangkien.jobs.models import Job
from sangkien.jobs.progress import Progress

A_STEP = 50


@long_work(actions.ISSUE, says=_("Cấp giấy chứng nhận"), counts=_("giấy"))
def issue_batch(job: Job, progress: Progress) -> Result:
    """Some at a time, their numbers one after the other; whoever got theirs before an interruption is passed over."""
    batch = Batch.objects.select_related("unit", "signer").get(pk=job.about_id)
    subjects = KINDS[Source(batch.source)].told(batch.unit, batch.subjects, batch.day)
    done = progress.place.get("done", 0)
    if not done:
        progress.say("", total=len(batch.subjects))
    for first in range(done, len(batch.subjects), A_STEP):
        keys = batch.subjects[first : first + A_STEP]
        with progress.step() as at:
            some = {key: subjects[key] for key in keys if key in subjects}
            actions.issue(batch, some, by=_asker(job, on=day_of(at)), at=at)
            progress.did(len(keys), place={"done": first + len(keys)})
    issued = batch.certificates.count()
    return {"issued": issued, "left": len(batch.subjects) - issued}


def _asker(job: Job, *, on: date) -> Actor:
    worn = Appointment.objects.select_related("organisation").filter(pk=job.params.get("hat"), person=job.asked_by)
    return Actor(job.asked_by, on, worn.first())
