"""Who sees a job, and who may stop it or have it gone on with."""

from django.db.models import Q
from django.utils.translation import gettext_lazy

from sangkien.accounts.models import Role
from sangkien.accounts.permissions import Permission, Rule
from sangkien.jobs.states import OPEN, State

MOST_LOST = 3  # times in a row that a job came to no step: going on would take the next worker down as well


def _theirs(when: Q) -> list[Rule]:
    """Whoever asked; those who do the unit's work; for the platform as a whole, its administrators."""
    return [
        Rule(own="asked_by", when=when),
        *(Rule(role=role, at="unit", when=when) for role in (Role.GRASSROOTS_OFFICER, Role.REVIEWER, Role.LEADER)),
        Rule(role=Role.ADMINISTRATOR, at="unit", when=when),
        Rule(role=Role.ADMINISTRATOR, when=when & Q(unit__isnull=True)),
    ]


SEE = Permission("job.see", gettext_lazy("xem việc đang làm"), _theirs(Q()))
CANCEL = Permission(
    "job.cancel",
    gettext_lazy("dừng việc này"),
    _theirs(Q(state__in=OPEN, cancellation__isnull=True)),
)
GO_ON = Permission("job.go_on", gettext_lazy("làm tiếp việc này"), _theirs(Q(state=State.FAILED)))
