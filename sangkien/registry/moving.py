"""A paper held by whoever moves it, and the one place where its state changes."""

from sangkien.accounts.permissions import Actor, Permission
from sangkien.registry.models import OfficialPaper
from sangkien.registry.states import NEXT, State


def held(paper: OfficialPaper, permission: Permission, by: Actor) -> OfficialPaper:
    """The paper as it is now, locked until the transaction ends. Raises NotAllowed, NotPossible."""
    known = OfficialPaper.objects.select_related("unit", "signer", "figures")
    locked = known.select_for_update(of=("self",)).get(pk=paper.pk)
    by.must(permission, locked)
    return locked


def move(paper: OfficialPaper, to: State, *fields: str) -> None:
    """Along an arrow, with what changes besides."""
    assert to in NEXT[State(paper.state)], f"{paper.state} → {to}"
    paper.state, paper.version = to, paper.version + 1
    paper.save(update_fields=["state", "version", *fields])


def written_again(paper: OfficialPaper) -> None:
    """What was checked and changes is a draft, and waits to be checked again; not saved yet."""
    paper.state, paper.checker, paper.version = State.DRAFT, None, paper.version + 1
