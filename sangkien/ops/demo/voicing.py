"""Difficulties of the demonstration (`difficulties.yaml`) and the articles that the product comes with. Each is carried
through by whoever may: the officers of the desk where it lies."""

from collections.abc import Callable, Mapping
from datetime import datetime
from importlib.resources import files
from typing import Any
from uuid import NAMESPACE_URL, uuid5

import yaml

from sangkien.accounts.permissions import Actor, holders
from sangkien.accounts.queries import hats
from sangkien.base.days import VIETNAM, day_of
from sangkien.difficulties import handling
from sangkien.difficulties.actions import ask, judge, say_more
from sangkien.difficulties.models import Difficulty, ReplyKind
from sangkien.difficulties.rules import ANSWER, Asked
from sangkien.difficulties.watching import watch
from sangkien.guidance.rules import Written
from sangkien.guidance.shipped import load_guidance
from sangkien.organisations.models import Organisation
from sangkien.programmes.models import Programme

Deed = Mapping[str, Any]


def voice(programme: Programme, *, begins: datetime, clock: datetime) -> None:
    """The articles, and every difficulty with what was done about it; what was late by then has gone up."""
    load_guidance(at=begins)
    for told in yaml.safe_load(files(__package__).joinpath("difficulties.yaml").read_text("utf-8")):
        one = _asked(programme, told)
        for deed in told["deeds"]:
            _done(Difficulty.objects.get(pk=one.pk), deed)
    watch(at=clock)


def _asked(programme: Programme, told: Mapping[str, Any]) -> Difficulty:
    at = _moment(told["at"])
    said = Asked(
        key=uuid5(NAMESPACE_URL, told["text"]),
        kind=told["kind"],
        text=told["text"],
        unit=Organisation.objects.get(code=told["unit"]),
        full_name=told["name"],
        phone=told["phone"],
        step=told.get("step", ""),
    )
    nobody = Actor(person=None, on=day_of(at))
    return ask(said, programme=programme, by=nobody, address=told["phone"], at=at)


def _done(one: Difficulty, deed: Deed) -> None:
    at, words = _moment(deed["at"]), deed.get("words", "")
    if deed["do"] in _ASKERS:
        asker = Actor(person=None, on=day_of(at), keys=frozenset({one.key}))
        _ASKERS[deed["do"]](one, words, by=asker, at=at)
    elif deed["do"] == "lesson":
        _lesson(one, deed, at=at)
    else:
        getattr(handling, deed["do"])(one, words, seen=one.version, by=_officer(one, at=at), at=at)


_ASKERS: Mapping[str, Callable[..., object]] = {
    "more": lambda one, words, **who: say_more(one, words, **who),
    "helped": lambda one, _words, **who: judge(one, helped=True, **who),
    "not_helped": lambda one, words, **who: judge(one, helped=False, text=words, **who),
}


def _lesson(one: Difficulty, deed: Deed, *, at: datetime) -> None:
    reply = one.replies.filter(kind=ReplyKind.ANSWER).latest("pk")
    topics = tuple(filter(None, [one.step, one.kind]))
    written = Written(title=deed["title"], body=reply.text, topics=topics)
    handling.make_a_lesson(reply, written, by=_hat(reply.by, reply.desk, at=at), at=at)


def _officer(one: Difficulty, *, at: datetime) -> Actor:
    person = holders(ANSWER, one, on=day_of(at)).order_by("pk")[0]
    return _hat(person, one.desk, at=at)


def _hat(person: Any, unit: Organisation, *, at: datetime) -> Actor:
    on = day_of(at)
    hat = next(hat for hat in hats(person, on=on) if hat.organisation_id == unit.pk)
    return Actor(person=person, on=on, hat=hat)


def _moment(written: str) -> datetime:
    return datetime.fromisoformat(written).replace(tzinfo=VIETNAM)
