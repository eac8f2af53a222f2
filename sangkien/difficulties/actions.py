"""What who asks may do: ask, say more, say whether an answer helped."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from django.db import transaction

from sangkien.accounts.marks import mark
from sangkien.accounts.permissions import Actor
from sangkien.audit.actions import record
from sangkien.base.days import day_of, start_of
from sangkien.base.locks import hold
from sangkien.base.problems import NotPossible
from sangkien.base.text import fold
from sangkien.difficulties import rules
from sangkien.difficulties.clock import last_day
from sangkien.difficulties.models import Attachment, Difficulty, Reply, ReplyKind, Sign, Verdict
from sangkien.difficulties.moving import desk_for, locked, move, open_state, tell_officers
from sangkien.difficulties.rules import Asked
from sangkien.difficulties.signs import signs_in
from sangkien.difficulties.states import State
from sangkien.files.models import StoredFile
from sangkien.organisations.models import Organisation, Ownership
from sangkien.organisations.queries import chain
from sangkien.programmes.models import Programme

_A_DAY = timedelta(days=1)
_FROM_MANY = 3  # phones with the same words in a day
FDI = "fdi"


@transaction.atomic
def ask(
    asked: Asked, *, programme: Programme, files: Sequence[StoredFile] = (), by: Actor, address: str, at: datetime
) -> Difficulty:
    """Tell the union what is in the way. Sent again with the same key, it is the same one. `address` is the visitor's
    network, counted for a day and not kept. Raises NotPossible: what is missing, or too many that day."""
    if problems := rules.missing_to_ask(asked, known=by.person is not None):
        raise NotPossible(problems)
    address_mark, parties = mark(address, of="difficulty.address"), _parties(asked, by)
    hold(*(f"difficulties of {who}" for who in sorted([address_mark, *parties])))
    if before := Difficulty.objects.filter(key=asked.key).first():
        return _the_same(before, asked)
    _forget_addresses(before=at - _A_DAY)
    _must_be_few(parties, address_mark, at=at)
    difficulty = _received(asked, parties, address_mark, programme=programme, by=by, at=at)
    rows = [Attachment(difficulty=difficulty, position=n, file=file) for n, file in enumerate(files)]
    Attachment.objects.bulk_create(rows)
    record(verb="difficulty.ask", target=difficulty, by=by.person, at=at, after={"desk": difficulty.desk.code})
    tell_officers("difficulty_came", difficulty.desk, difficulty, at=at)
    return difficulty


@transaction.atomic
def say_more(difficulty: Difficulty, text: str, *, by: Actor, at: datetime) -> Reply:
    """Whoever asked answers a question, or adds something while it lies on a desk. Raises NotAllowed, NotPossible."""
    difficulty = locked(difficulty.pk)
    by.must(rules.SAY_MORE, difficulty)
    if problems := rules.without_words(text):
        raise NotPossible(problems)
    reply = _said(difficulty, text, by=by, at=at)
    if difficulty.state == State.ASKED_BACK:
        move(difficulty, verb="say_more", to=open_state(difficulty), by=by, at=at)
        tell_officers("difficulty_came", difficulty.desk, difficulty, at=at)
    else:
        record(verb="difficulty.say_more", target=difficulty, by=by.person, at=at)
    return reply


@transaction.atomic
def judge(difficulty: Difficulty, *, helped: bool, text: str = "", by: Actor, at: datetime) -> Verdict:
    """Whether the last answer helped. If not, it is open again at the desk that answered, with days of its own. Raises
    NotAllowed, NotPossible: judged before, two months ago, or without a word about what is still in the way."""
    difficulty = locked(difficulty.pk)
    by.must(rules.JUDGE, difficulty)
    answer = difficulty.replies.filter(kind=ReplyKind.ANSWER).latest("pk")
    if hasattr(answer, "verdict"):
        raise NotPossible([rules.judged_already()])
    if not helped and (problems := rules.without_words(text) or rules.too_late_to_reopen(answer.at, at=at)):
        raise NotPossible(problems)
    verdict = Verdict.objects.create(reply=answer, helped=helped, text=text, at=at)
    if helped and difficulty.state == State.ANSWERED:
        move(difficulty, verb="settle", to=State.CLOSED, by=by, at=at)
    elif not helped:
        move(difficulty, verb="reopen", to=State.REOPENED, by=by, at=at)
        tell_officers("difficulty_came", difficulty.desk, difficulty, at=at)
    return verdict


# Helpers, in the order of call -----------------------------------------------------------------------------


def _parties(asked: Asked, by: Actor) -> list[str]:
    """By what whoever asks is known again."""
    own = by.person.marks if by.person else [fold(asked.full_name)]
    return list(dict.fromkeys(filter(None, [*own, asked.phone])))


def _the_same(before: Difficulty, asked: Asked) -> Difficulty:
    if (before.kind, before.text) != (asked.kind, asked.text):
        raise NotPossible([rules.other_words_under_the_key()])
    return before


def _forget_addresses(*, before: datetime) -> None:
    Difficulty.objects.filter(asked_at__lte=before).exclude(address_mark="").update(address_mark="")


def _must_be_few(parties: Sequence[str], address_mark: str, *, at: datetime) -> None:
    """Counted by phone, or where there is none by name; never by the names of others with a phone of their own."""
    today = Difficulty.objects.filter(asked_at__gte=start_of(day_of(at)))
    who = [one for one in parties if one.startswith("+")] or list(parties)
    of_asker = today.filter(parties__overlap=who).count()
    of_address = today.filter(address_mark=address_mark).count()
    if problems := rules.too_many(of_asker=of_asker, of_address=of_address):
        raise NotPossible(problems)


def _received(
    asked: Asked, parties: list[str], address_mark: str, *, programme: Programme, by: Actor, at: datetime
) -> Difficulty:
    unit, on = asked.unit, day_of(at)
    assert unit is not None  # it was asked for
    desk = desk_for(unit, on=on)
    return Difficulty.objects.create(
        key=asked.key,
        programme=programme,
        kind=asked.kind,
        text=asked.text,
        folded=fold(asked.text),
        foreign=asked.kind == FDI or _is_foreign(unit),
        signs=_signs(asked, at=at),
        unit=unit,
        chain=[link.organisation_id for link in chain(unit, on)] or [unit.pk],
        step=asked.step,
        dossier=asked.dossier,
        asked_by=by.person,
        full_name=by.person.full_name if by.person else asked.full_name,
        phone=asked.phone or (by.person.phone if by.person else "") or "",
        parties=parties,
        address_mark=address_mark,
        asked_at=at,
        desk=desk,
        waiting_since=at,
        due_on=last_day(desk, on=on),
    )


def _is_foreign(unit: Organisation) -> bool:
    """As the ledger has it: by the union's first workplace."""
    return unit.workplaces.order_by("pk").values_list("ownership", flat=True).first() == Ownership.FDI


def _signs(asked: Asked, *, at: datetime) -> list[str]:
    found = signs_in(asked.text)
    same = Difficulty.objects.filter(folded=fold(asked.text), asked_at__gt=at - _A_DAY)
    return [*found, Sign.REPEATED] if same.count() >= _FROM_MANY - 1 else found


def _said(difficulty: Difficulty, text: str, *, by: Actor, at: datetime) -> Reply:
    return Reply.objects.create(
        difficulty=difficulty,
        kind=ReplyKind.MORE,
        text=text,
        by=by.person,
        desk=difficulty.desk,
        since=difficulty.waiting_since,
        due_on=difficulty.due_on,
        at=at,
    )
