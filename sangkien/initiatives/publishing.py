"""Showing the authors' names to everybody: only with their word, which they may change at any time."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from sangkien.accounts.models import Person
from sangkien.accounts.permissions import Actor
from sangkien.audit.actions import record
from sangkien.base.problems import NotPossible, Problem
from sangkien.base.text import fold
from sangkien.initiatives import rules
from sangkien.initiatives.models import Author, Initiative


@transaction.atomic
def set_publishing(initiative: Initiative, *, publish: bool, by: Actor, at: datetime) -> Initiative:
    """Show the authors' names on the public pages from now on, or no longer.

    Rule: consent is given freely and may be withdrawn (law 91/2025/QH15 on personal data). It is no step of
    the review: version and history stay, the log keeps it. Raises NotAllowed (not one's own dossier), and
    NotPossible when a helper would agree in the authors' place.
    """
    initiative = Initiative.objects.select_for_update(of=("self",)).get(pk=initiative.pk)
    by.must(rules.PUBLISH, initiative)
    if initiative.publish_name == publish:
        return initiative
    if publish and not can_agree(initiative, by.somebody):
        raise NotPossible([_authors_decide()])
    initiative.publish_name = publish
    initiative.save(update_fields=["publish_name"])
    record(
        verb="initiative.publish_name",
        target=initiative,
        by=by.person,
        at=at,
        unit=by.unit,
        before={"publish_name": not publish},
        after={"publish_name": publish},
    )
    return initiative


def can_agree(initiative: Initiative, person: Person) -> bool:
    """Is the person one of the authors? Whoever only entered the dossier cannot consent for them."""
    return any(_is(author, person) for author in initiative.credited)


def _is(author: Author, person: Person) -> bool:
    if author.person_id == person.pk:
        return True
    if author.phone and person.phone:
        return author.phone == person.phone
    return fold(author.full_name) == fold(person.full_name)


def _authors_decide() -> Problem:
    text = _("Việc đăng tên do chính tác giả quyết định, nên anh/chị chưa đồng ý thay được.")
    return Problem(code="authors_decide", text=text)
