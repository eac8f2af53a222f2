"""Verbs: a union asks, the owner's union answers, what was applied is written down."""

from dataclasses import replace
from datetime import datetime
from typing import Any

from django.db import transaction

from sangkien.accounts.permissions import Actor
from sangkien.audit.actions import record
from sangkien.base.problems import NotPossible
from sangkien.base.text import one_line, paragraphs
from sangkien.files.actions import Checked, put_away
from sangkien.initiatives.models import Initiative
from sangkien.spreading import rules
from sangkien.spreading.models import Adoption, Wish
from sangkien.spreading.rules import Applied
from sangkien.spreading.states import UNDER_WAY, State


@transaction.atomic
def ask(initiative: Initiative, *, where: str, contact: str, by: Actor, at: datetime) -> Wish:
    """Ask, for the hat's union, to apply what was done elsewhere; asked twice at a time is once. Raises NotAllowed,
    NotPossible."""
    initiative = Initiative.objects.select_for_update(of=("self",)).get(pk=initiative.pk)
    by.must(rules.ASK, initiative)
    where, contact = one_line(where), one_line(contact)
    if by.office.pk == initiative.unit_id:
        raise NotPossible([rules.own_work()])
    if problems := [*rules.missing_to_ask(where, contact)]:
        raise NotPossible(problems)
    if open_one := initiative.wishes.filter(unit=by.office, state__in=UNDER_WAY).first():
        return open_one
    wish = initiative.wishes.create(
        unit=by.office, owner_id=initiative.unit_id, where=where, contact=contact, by=by.somebody, at=at
    )
    record(verb="spreading.ask", target=wish, by=by.person, at=at, unit=by.unit, after={"where": where})
    return wish


@transaction.atomic
def answer(wish: Wish, text: str, *, agrees: bool, by: Actor, at: datetime) -> Wish:
    """Agree to pass it on, with how to go about it, or refuse, with the reason. Raises NotAllowed, NotPossible."""
    wish = _held(wish, rules.ANSWER, by=by)
    text = paragraphs(text)
    if problems := rules.missing_in_answer(text, agrees=agrees):
        raise NotPossible(problems)
    return _move(wish, State.AGREED if agrees else State.REFUSED, by=by, at=at, answer=text)


@transaction.atomic
def adopt(wish: Wish, said: Applied, *, proof: Checked | None, by: Actor, at: datetime) -> Adoption:
    """Write down that it is applied, with what it brought here and its proof. Raises NotAllowed, NotPossible."""
    wish = _held(wish, rules.ADOPT, by=by)
    said = replace(said, effect=one_line(said.effect), changed=paragraphs(said.changed))
    if problems := [*rules.missing_to_adopt(said, on=by.on)]:
        raise NotPossible(problems)
    assert said.applied_on is not None
    adoption = Adoption.objects.create(
        wish=wish,
        applied_on=said.applied_on,
        effect=said.effect,
        changed=said.changed,
        benefit_vnd=said.benefit_vnd,
        proof=put_away(proof, by=by.person, at=at) if proof else None,
        by=by.somebody,
        at=at,
    )
    _move(wish, State.ADOPTED, by=by, at=at)
    return adoption


@transaction.atomic
def drop(wish: Wish, *, by: Actor, at: datetime) -> Wish:
    """The union no longer wants to. Raises NotAllowed, NotPossible."""
    return _move(_held(wish, rules.DROP, by=by), State.DROPPED, by=by, at=at)


def _held(wish: Wish, permission: Any, *, by: Actor) -> Wish:
    held = Wish.objects.select_for_update(of=("self",)).get(pk=wish.pk)
    by.must(permission, held)
    return held


def _move(wish: Wish, state: State, *, by: Actor, at: datetime, **changes: Any) -> Wish:
    before, wish.state = wish.state, state
    for name, value in changes.items():
        setattr(wish, name, value)
    wish.save(update_fields=["state", *changes])
    told = {"state": state}
    record(verb="spreading.move", target=wish, by=by.person, at=at, unit=by.unit, before={"state": before}, after=told)
    return wish
