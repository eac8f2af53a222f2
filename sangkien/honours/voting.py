"""The council of the union that considers votes on nominations: put on its agenda, and what its vote came to."""

from datetime import date, datetime

from django.db import transaction
from django.utils.translation import override

from sangkien.accounts.permissions import Actor
from sangkien.base.problems import NotPossible
from sangkien.honours import rules
from sangkien.honours.models import Conclusion, Nomination
from sangkien.honours.moving import concluded, held
from sangkien.honours.naming import named
from sangkien.honours.queries import taken_of
from sangkien.organisations.models import Organisation
from sangkien.sittings.actions import put_on_agenda
from sangkien.sittings.models import Council, Matter, Purpose, Sitting
from sangkien.sittings.queries import outcome_of
from sangkien.sittings.thresholds import TWO_THIRDS, Threshold

KIND = "honours.nomination"


def council_of(unit: Organisation, *, on: date) -> Council | None:
    """The union's council for emulation and commendation that day. One query."""
    return Council.objects.on(on).filter(unit=unit, purpose=Purpose.EMULATION).first()


@transaction.atomic
def put(
    nomination: Nomination,
    sitting: Sitting,
    *,
    secret: bool = True,
    threshold: Threshold = TWO_THIRDS,
    by: Actor,
    at: datetime,
) -> Matter:
    """The council is to vote on the nomination at this sitting; who has an interest in it is kept out. Raises
    NotAllowed (who does not lead the sitting), and NotPossible: another union's council, concluded already."""
    nomination = Nomination.objects.select_related("quota__round").get(pk=nomination.pk)
    if problems := rules.missing_to_put(nomination, sitting):
        raise NotPossible(problems)
    with override("vi"):  # as all minutes are
        title = f"{nomination.quota.form.name}: {named(nomination, on=sitting.day)}"[:400]
    parties = nomination.parties
    asked = {"kind": KIND, "key": str(nomination.pk), "secret": secret, "threshold": threshold}
    return put_on_agenda(sitting, title=title, parties=parties, **asked, by=by, at=at)  # type: ignore[arg-type]


@transaction.atomic
def conclude_by_vote(nomination: Nomination, *, by: Actor, at: datetime) -> Conclusion:
    """Conclude as the council has voted. Raises NotAllowed (who has an interest, too), and NotPossible: it has not
    voted, or the quota is used up."""
    nomination = held(nomination, rules.CONCLUDE, by)
    outcome = outcome_of(KIND, str(nomination.pk))
    if problems := rules.missing_to_follow(nomination, outcome, taken=taken_of(nomination.quota)):
        raise NotPossible(problems)
    assert outcome is not None
    made = Conclusion(nomination=nomination, passed=outcome.agreed, outcome=outcome, by=by.somebody, at=at)
    return concluded(nomination, made, by=by, at=at)
