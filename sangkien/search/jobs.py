"""The long work of this room: reading every dossier anew."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sangkien.initiatives.models import Initiative
from sangkien.jobs.kinds import Result, long_work
from sangkien.jobs.models import Job
from sangkien.jobs.progress import Progress
from sangkien.search.actions import read_all

READ_ALL = "search.read_all"
_AT_ONCE = 500  # dossiers: a second or two


@long_work(READ_ALL, says=gettext_lazy("Đọc lại mọi hồ sơ vào chỉ mục tìm kiếm"), counts=gettext_lazy("hồ sơ"))
def read_every_dossier(job: Job, progress: Progress) -> Result:
    """From the oldest to the newest that there was when it began; what came since, the worker reads by itself."""
    if not progress.place:
        newest = Initiative.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
        place = {"after": 0, "until": newest}
        progress.say(_("Đọc hồ sơ"), total=Initiative.objects.filter(pk__lte=newest).count(), place=place)
    while (after := progress.place["after"]) is not None:
        _read_some(progress, after)
    return {"read": progress.job.done}


def _read_some(progress: Progress, after: int) -> None:
    with progress.step():
        until = progress.place["until"]
        last = read_all(after=after, until=until, at_once=_AT_ONCE)
        among = Initiative.objects.filter(pk__gt=after, pk__lte=last or after)
        progress.did(among.count(), place={"after": last, "until": until})
