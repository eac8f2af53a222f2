"""A page waits a moment for a job that may be done in no time, before it shows how far the job is."""

from time import monotonic, sleep

from django.http import HttpResponse
from django.shortcuts import redirect

from sangkien.base.clock import real_now
from sangkien.jobs.models import Job
from sangkien.jobs.queries import some_worker_is_there
from sangkien.jobs.states import State
from sangkien.web.jobs.links import result_of

PATIENCE = 2.0  # seconds
_LOOK = 0.1


def to_the_end(job: Job) -> HttpResponse:
    """To what came of it where that takes no longer than people wait anyway; else to the page of the job."""
    until = monotonic() + PATIENCE
    if some_worker_is_there(heard=real_now()):
        while (now := Job.objects.get(pk=job.pk)).is_open and monotonic() < until:
            sleep(_LOOK)
        if now.state == State.DONE and (result := result_of(now)):
            return redirect(result)
    return redirect("job", job.key)
