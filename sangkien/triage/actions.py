"""Ticking what was seen, keeping views of the queue and of searches, and taking these lists along."""

from datetime import datetime

from django.db import transaction

from sangkien.accounts.models import Person
from sangkien.accounts.permissions import Actor
from sangkien.audit.actions import record
from sangkien.base.problems import NotPossible
from sangkien.base.text import one_line
from sangkien.initiatives.models import Initiative
from sangkien.initiatives.steps import locked
from sangkien.triage import rules
from sangkien.triage.models import List, SavedView, Tick


@transaction.atomic
def tick(initiative: Initiative, item: str, *, done: bool, seen: int, by: Actor, at: datetime) -> None:
    """Say that one has looked at this item of the checklist in the version `seen`, or take that back. Doing it again
    changes nothing. Raises NotAllowed, NotPossible (not on one's desk any more), Stale."""
    initiative = locked(initiative.pk, seen=seen)
    by.must(rules.TICK, initiative)
    if not done:
        initiative.ticks.filter(item=item).delete()
    else:
        fresh = {"version": initiative.version, "by": by.somebody, "at": at}
        Tick.objects.update_or_create(initiative=initiative, item=item, defaults=fresh)
    verb = "dossier.tick" if done else "dossier.untick"
    record(verb=verb, target=initiative, by=by.person, at=at, unit=by.unit, after={"item": item, "version": seen})


@transaction.atomic
def save_view(name: str, query: str, *, of: List = List.QUEUE, by: Actor, at: datetime) -> SavedView:
    """Keep how a list is narrowed, by a name of one's own. Raises NotPossible (see `rules.missing_to_save`)."""
    name = one_line(name)
    others = [view.name for view in _own(of, by)]
    if problems := rules.missing_to_save(name, query, others=others):
        raise NotPossible(problems)
    view = SavedView.objects.create(of=of, person=by.somebody, name=name, query=query)
    record(verb="view.save", target=view, by=by.person, at=at, after=_told(view))
    return view


@transaction.atomic
def rename_view(view: SavedView, name: str, *, by: Actor, at: datetime) -> SavedView:
    """Call it otherwise. Raises NotAllowed (somebody else's), NotPossible."""
    by.must(rules.KEEP_VIEW, view)
    name, before = one_line(name), view.name
    others = [other.name for other in _own(view.of, by) if other.pk != view.pk]
    if problems := rules.missing_to_save(name, view.query, others=others):
        raise NotPossible(problems)
    view.name = name
    view.save(update_fields=["name"])
    record(verb="view.rename", target=view, by=by.person, at=at, before={"name": before}, after={"name": name})
    return view


@transaction.atomic
def put_first(view: SavedView, *, first: bool, by: Actor, at: datetime) -> None:
    """Let the queue begin with this view, or with none. Raises NotAllowed."""
    by.must(rules.KEEP_VIEW, view)
    SavedView.objects.filter(person=view.person, is_default=True).update(is_default=False)
    SavedView.objects.filter(pk=view.pk).update(is_default=first)
    record(verb="view.put_first", target=view, by=by.person, at=at, after={"first": first})


@transaction.atomic
def delete_view(view: SavedView, *, by: Actor, at: datetime) -> None:
    """Forget it. Raises NotAllowed."""
    by.must(rules.KEEP_VIEW, view)
    record(verb="view.delete", target=view, by=by.person, at=at, before=_told(view))
    view.delete()


@transaction.atomic
def take_along(of: List, query: str, *, form: str, by: Actor, at: datetime) -> None:
    """Write down that somebody takes a list of dossiers out of the product as a file, with the names that stand in it:
    which list, narrowed by what (`query`), and in which form. What is in it is what the actor may see there."""
    after = {"of": of, "query": query, "form": form}
    record(verb="list.take", target=by.somebody, by=by.person, at=at, unit=by.unit, after=after)


def _told(view: SavedView) -> dict[str, str]:
    return {"of": view.of, "name": view.name, "query": view.query}


def _own(of: str, by: Actor) -> list[SavedView]:
    """The actor's views of a list; their person is locked, so that two tabs do not save the same name."""
    person = Person.objects.select_for_update(of=("self",)).get(pk=by.somebody.pk)
    return list(person.views.filter(of=of).order_by("name"))
