"""Checking a draft, and the signed copy of a paper that has its number."""

from datetime import datetime

from django.db import transaction

from sangkien.accounts.permissions import Actor
from sangkien.audit.actions import record
from sangkien.base.problems import NotPossible, Stale
from sangkien.files.actions import look_into, put_away
from sangkien.registry import rules
from sangkien.registry.models import OfficialPaper
from sangkien.registry.moving import held, move
from sangkien.registry.queries import facts_of, heading_on, saying, writer_of
from sangkien.registry.states import State


@transaction.atomic
def check(paper: OfficialPaper, *, seen: int, by: Actor, at: datetime) -> OfficialPaper:
    """Say that the draft is right as it was seen. Raises NotAllowed, NotPossible with all that is missing, and Stale
    when somebody has written since."""
    paper = held(paper, rules.CHECK, by)
    if seen != paper.version:
        raise Stale
    heading, said = heading_on(paper.unit, on=by.on), saying(paper, on=by.on)
    writer = writer_of(paper)
    problems = rules.missing_in_checker(
        by.somebody, writer_id=writer, officers=rules.checkers(paper.unit, on=by.on)
    ) + rules.missing_to_number(paper, heading, facts_of(paper), said, on=by.on)
    if problems:
        raise NotPossible(problems)
    paper.checker = by.somebody
    move(paper, State.CHECKED, "checker")
    after = {"alone": writer == by.somebody.pk}
    record(verb="paper.check", target=paper, by=by.person, at=at, unit=paper.unit, after=after)
    return paper


def sign(paper: OfficialPaper, data: bytes, *, name: str, by: Actor, at: datetime) -> OfficialPaper:
    """Attach its scan, or the file that was signed digitally; a better one takes the first one's place, which stays in
    the log. Raises NotAllowed, NotPossible naming what is wrong with the file."""
    by.must(rules.SIGN, paper)
    file = look_into(data, name=name, field="copy", limits=rules.SIGNED_COPY)  # takes seconds: nothing is held yet
    with transaction.atomic():
        paper = held(paper, rules.SIGN, by)
        before = {"sha256": paper.signed.sha256} if paper.signed else {}
        paper.signed = put_away(file, by=by.somebody, at=at)
        move(paper, State.SIGNED, "signed")
        after = {"sha256": paper.signed.sha256, "file": paper.signed.name}
        record(verb="paper.sign", target=paper, by=by.person, at=at, unit=paper.unit, before=before, after=after)
    return paper
