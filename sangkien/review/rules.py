"""Who may confirm and decide, and what keeps a dossier from being found valid."""

from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sangkien.accounts.models import Role
from sangkien.accounts.permissions import Permission, Rule
from sangkien.base.problems import Problem
from sangkien.initiatives.models import Initiative
from sangkien.initiatives.rules import LETTER_2_3
from sangkien.initiatives.states import State

# Nobody decides on what they wrote, entered or confirmed.
_NOT_MINE = ("entered_by", "authors__person", "confirmed_by")


def _unit(state: State) -> Rule:
    return Rule(
        role=Role.GRASSROOTS_OFFICER,
        at="unit",
        not_own=_NOT_MINE,
        not_party="parties",
        when=Q(state=state),
    )


def _superior(*states: State) -> Rule:
    return Rule(
        role=Role.REVIEWER,
        at="superior",
        not_own=_NOT_MINE,
        not_party="parties",
        when=Q(state__in=states),
    )


CONFIRM = Permission(
    "review.confirm",
    gettext_lazy("xác nhận hồ sơ của công đoàn cơ sở"),
    [_unit(State.SUBMITTED), _superior(State.SUBMITTED)],
)
RETURN = Permission(
    "review.return",
    gettext_lazy("trả lại hồ sơ để bổ sung"),
    [_unit(State.SUBMITTED), _superior(State.REVIEWING)],
)
REROUTE = Permission(
    "review.reroute",
    gettext_lazy("chuyển hồ sơ sang đúng đơn vị"),
    [_unit(State.SUBMITTED), _superior(State.SUBMITTED, State.REVIEWING)],
)
DECIDE = Permission(
    "review.decide",
    gettext_lazy("kết luận về hồ sơ"),
    [_superior(State.REVIEWING)],
)


def missing_to_validate(initiative: Initiative) -> list[Problem]:
    """What keeps the dossier from being found valid. "Chưa được công nhận" may be sent, so that the union can
    help, but it does not count yet (letter of phase 2, item 3)."""
    term = initiative.recognition
    if initiative.edition.recognition_counts and (term is None or not term.counts):
        text = _("Sáng kiến chưa được công nhận, nên chưa thể kết luận hợp lệ. Hãy trả lại để bổ sung.")
        return [Problem(code="not_recognised", field="recognition_form", text=text, source=LETTER_2_3)]
    return []
