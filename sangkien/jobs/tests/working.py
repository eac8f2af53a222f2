"""A worker for tests of any room: does what waits, at once and in this process."""

from datetime import datetime
from uuid import uuid4

from sangkien.base.clock import real_now
from sangkien.jobs.models import Job
from sangkien.jobs.running import beat, carry_out, leave, take_up


def work_off(at: datetime) -> list[Job]:
    """Carry out every job that waits, as if it were that moment all the while; the jobs as they are now. A fault of
    ours is raised, where a real worker would tell whoever runs the platform."""
    key, ended = uuid4(), []
    beat(key, heard=real_now())
    while job := take_up(key, at=at, heard=real_now()):
        if fault := carry_out(job, clock=lambda: at):
            raise fault
        ended.append(job.pk)
    leave(key)
    return list(Job.objects.filter(pk__in=ended).order_by("pk"))
