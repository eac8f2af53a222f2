"""What officers do with a list: bring it, put it right, have it checked and entered, take it back."""

from collections.abc import Collection, Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

from django.db import transaction

from sangkien.accounts.models import Person
from sangkien.accounts.permissions import Actor
from sangkien.audit.actions import record
from sangkien.base.days import day_of
from sangkien.base.problems import NotAllowed, NotPossible
from sangkien.base.text import one_line
from sangkien.files.actions import looked_into, named, put_away
from sangkien.files.models import FileKind, StoredFile
from sangkien.intake import rules
from sangkien.intake.checking import Checker, around_of, check_rows
from sangkien.intake.learning import (
    Correction,
    remember,
    remember_lines,
    remember_terms,
    renamed,
    with_correction,
    with_lines,
)
from sangkien.intake.models import Batch, Row
from sangkien.intake.queries import last_entered
from sangkien.intake.reading import Understood, kind_of, put_rows, refused, tables_of, told_tables
from sangkien.intake.records import cleaned
from sangkien.intake.settling import is_worked_on, settle
from sangkien.intake.states import SETTLED, BatchState, Pile
from sangkien.intake.understanding import Field
from sangkien.jobs.actions import ask
from sangkien.jobs.models import Job
from sangkien.organisations.models import Organisation
from sangkien.programmes.models import Programme
from sangkien.spreadsheets.limits import SECONDS

READ, MARK = "intake.read", "intake.mark"  # kinds of jobs
CHECK, ENTER, UNDO = "intake.check", "intake.enter", "intake.undo"
_KINDS = {"xlsx": FileKind.XLSX, "xls": FileKind.XLS, "ods": FileKind.ODS, "html": FileKind.XLS}


def bring(
    path: Path,
    name: str,
    *,
    unit: Organisation,
    programme: Programme,
    by: Actor | None,
    at: datetime,
    answers: Mapping[str, Any] | None = None,
    read: Understood | None = None,
    is_tried: bool = False,
    made: bool = False,
) -> Batch:
    """Read a list of the unit's initiatives and keep it, with a row for each; nothing is entered yet. `by` None: the
    command, which acts in its own name. `answers`: as `say_of_all`; `read`: what was read of the file already;
    `is_tried`: the caller rolls it back, so that the file is not written to the store.

    Raises NotAllowed, and NotPossible with what is wrong with the file.
    """
    _must_be_brought(unit, programme, by=by)
    read = read or tables_of(path, name=name, unit=unit)
    somebody = by.somebody if by else _command()
    with transaction.atomic():
        batch = Batch(unit=unit, programme=programme, edition=programme.edition, brought_by=somebody, brought_at=at)
        batch.file = _kept(path, name, read.kind, somebody, at, is_stored=not is_tried)
        batch.made, batch.answers = made, dict(answers or {})
        _tell(batch, read)
        batch.save()
        rows = put_rows(batch, read.tables)
        after = {"file": batch.file.name, "sha256": batch.file.sha256, "rows": rows}
        record(verb="intake.bring", target=batch, by=somebody, at=at, unit=unit, after=after)
    return batch


@transaction.atomic
def receive(
    path: Path, name: str, *, unit: Organisation, programme: Programme, by: Actor, at: datetime
) -> tuple[Batch, Job]:
    """As `bring` for a large file: kept now, read in the background. Raises NotAllowed, and NotPossible: it is no table
    by the looks of it."""
    _must_be_brought(unit, programme, by=by)
    batch = Batch(unit=unit, programme=programme, edition=programme.edition, brought_by=by.somebody, brought_at=at)
    batch.file = _kept(path, name, kind_of(path, name), by.somebody, at)
    batch.state = BatchState.RECEIVED
    batch.save()
    _note("intake.receive", batch, by=by, at=at, after={"file": batch.file.name, "sha256": batch.file.sha256})
    return batch, _ask_to_read(batch, by=by, at=at)


def bring_again(
    batch: Batch, path: Path, name: str, *, by: Actor, at: datetime, read: Understood | None = None
) -> Batch:
    """The list comes again, put right: its rows are matched with those that are there (`reading.put_rows`). `read`:
    what was read of the file already.

    Raises NotAllowed, and NotPossible: as `bring`, or the batch is being entered, or was taken back."""
    by.must(rules.HANDLE, batch)
    read = read or tables_of(path, name=name, unit=batch.unit, layout=batch.layout)
    with transaction.atomic():
        batch = _held(batch, by=by, to=BatchState.READ)
        batch.file = _kept(path, name, read.kind, by.somebody, at)
        return understood_anew(batch, read, verb="intake.bring_again", by=by.somebody, at=at)


@transaction.atomic
def receive_again(batch: Batch, path: Path, name: str, *, by: Actor, at: datetime) -> Job:
    """As `bring_again` for a large file: kept now, read in the background; until then the list is as it was."""
    batch = _held(batch, by=by, to=BatchState.READ)
    file = _kept(path, name, kind_of(path, name), by.somebody, at)
    _note("intake.receive_again", batch, by=by, at=at, after={"file": file.name, "sha256": file.sha256})
    return _ask_to_read(batch, by=by, at=at, file=file)


@transaction.atomic
def correct(batch: Batch, said: Correction, path: Path, *, by: Actor, at: datetime, seconds: int = SECONDS) -> Batch:
    """The officer says how the list is to be understood; the file, which lies at `path` again, is understood anew, and
    the unit's next list as well. Raises NotAllowed, and NotPossible: among others, nothing stands in a row that is to
    head a table, or it was not opened within so many `seconds`."""
    batch = _corrected(batch, said, by=by, at=at)
    read = tables_of(path, name=batch.file.name, unit=batch.unit, layout=batch.layout, seconds=seconds)
    return understood_anew(batch, read, verb="intake.columns", by=by.somebody, at=at)


@transaction.atomic
def correct_in_the_background(batch: Batch, said: Correction, *, by: Actor, at: datetime) -> Job:
    """As `correct` for a large file: what was said is kept now, the file understood anew in the background."""
    batch = _corrected(batch, said, by=by, at=at)
    batch.save(update_fields=["layout"])
    _note("intake.correct", batch, by=by, at=at, after={"layout": batch.layout})
    return _ask_to_read(batch, by=by, at=at)


def understood_anew(batch: Batch, read: Understood, *, verb: str, by: Person, at: datetime) -> Batch:
    """The locked batch after its file was read. Raises NotPossible: a row that is to head a table says nothing."""
    layout = renamed(batch.layout, read.sheets)
    if problems := refused(layout, read.tables):
        raise NotPossible(problems)
    before, batch.layout = batch.tables, with_lines(layout, read.tables, read.sheets)
    _tell(batch, read)
    remember_lines(batch, before, by=by, at=at)
    batch.state, batch.ended_at = BatchState.READ, None
    batch.save(update_fields=["file", "tables", "begins", "remarks", "layout", "state", "ended_at"])
    rows = put_rows(batch, read.tables)
    after = {"sha256": batch.file.sha256, "rows": rows, "layout": batch.layout}
    record(verb=verb, target=batch, by=by, at=at, unit=batch.unit, after=after)
    return batch


@transaction.atomic
def explain(batch: Batch, terms: Mapping[Field, Mapping[str, str]], *, by: Actor, at: datetime) -> Batch:
    """What wordings of the list mean, by column and folded wording: the code of an entry or a union, empty where what
    was said is taken back. It holds for the union's next lists as well; the rows have to be checked anew.

    Raises NotAllowed, and NotPossible."""
    batch = _held(batch, by=by, to=BatchState.READ)
    before = remember_terms(batch, terms, by=by.somebody, at=at)
    batch.state, batch.ended_at = BatchState.READ, None
    batch.save(update_fields=["state", "ended_at"])
    _note(
        "intake.explain", batch, by=by, at=at, before=before, after={str(of.value): said for of, said in terms.items()}
    )
    return batch


@transaction.atomic
def say_of_all(batch: Batch, answers: Mapping[str, Any], *, by: Actor, at: datetime) -> Batch:
    """What holds for every row that does not say otherwise: by the names of the form's questions, what JSON can say
    (`contents.Reader`). The rows have to be checked anew. Raises NotAllowed, and NotPossible."""
    batch = _held(batch, by=by, to=BatchState.READ)
    before, batch.answers, batch.state = batch.answers, dict(answers), BatchState.READ
    batch.ended_at = None
    batch.save(update_fields=["answers", "state", "ended_at"])
    _note("intake.say_of_all", batch, by=by, at=at, before={"answers": before}, after={"answers": batch.answers})
    return batch


@transaction.atomic
def put_right(batch: Batch, row: Row, typed: Mapping[Field, str], *, by: Actor, at: datetime) -> Row:
    """What an officer types into the cells of a row; the row is looked at anew. The file stays as it is.

    Raises NotAllowed, and NotPossible: the row was entered, or the batch is just being entered."""
    batch = _held(batch, by=by, to=BatchState.CHECKED)
    [row] = _open_rows(batch, [row.pk])
    before = row.typed
    row.typed = {**before, **{name.value: cleaned(name, text) for name, text in typed.items()}}
    row.save(update_fields=["typed"])
    _look_again(batch, [row], by=by, at=at)
    record(
        verb="intake.put_right",
        target=row,
        by=by.person,
        at=at,
        unit=by.unit,
        before={name: before.get(name) for name in typed},
        after={name.value: row.typed[name.value] for name in typed},
    )
    return row


@transaction.atomic
def tell_apart(batch: Batch, rows: Collection[int], *, by: Actor, at: datetime) -> int:
    """Of these rows (keys) an officer says that they are other initiatives than those that they may double; how many.
    Raises NotAllowed, and NotPossible."""
    batch = _held(batch, by=by, to=BatchState.CHECKED)
    found = [row for row in _open_rows(batch, rows) if row.pile == Pile.DUPLICATE]
    for row in found:
        row.apart = True
    Row.objects.bulk_update(found, ["apart"])
    _look_again(batch, found, by=by, at=at)
    _note("intake.tell_apart", batch, by=by, at=at, after={"rows": [row.number for row in found]})
    return len(found)


@transaction.atomic
def leave_out(batch: Batch, rows: Collection[int], *, by: Actor, at: datetime) -> int:
    """Leave these rows (keys) out of what is entered; how many. Raises NotAllowed, and NotPossible."""
    batch = _held(batch, by=by, to=BatchState.CHECKED)
    found = _open_rows(batch, rows)
    for row in found:
        row.pile, row.troubles, row.likes = Pile.LEFT_OUT, [], []
    Row.objects.bulk_update(found, ["pile", "troubles", "likes"])
    _note("intake.leave_out", batch, by=by, at=at, after={"rows": [row.number for row in found]})
    return len(found)


@transaction.atomic
def take_in(batch: Batch, rows: Collection[int], *, by: Actor, at: datetime) -> int:
    """Take in again what was left out; how many. Raises NotAllowed, and NotPossible."""
    batch = _held(batch, by=by, to=BatchState.CHECKED)
    found = [row for row in _open_rows(batch, rows) if row.pile == Pile.LEFT_OUT]
    _look_again(batch, found, by=by, at=at)
    _note("intake.take_in", batch, by=by, at=at, after={"rows": [row.number for row in found]})
    return len(found)


@transaction.atomic
def ask_to_mark(batch: Batch, *, by: Actor, at: datetime) -> Job:
    """Have the file made that goes back to the officer, as this one may see what is in it. Raises NotAllowed."""
    by.must(rules.HANDLE, batch)
    params = {"batch": batch.pk, **_hat(by)}
    return ask(MARK, by=by.somebody, at=at, subject=batch.file.name, unit=batch.unit, params=params)


@transaction.atomic
def ask_to_check(batch: Batch, *, by: Actor | None, at: datetime) -> Job:
    """Have all rows looked at in the background. Raises NotAllowed, and NotPossible."""
    batch = _held(batch, by=by, to=BatchState.CHECKED)
    return ask(
        CHECK, by=_person(batch, by), at=at, about=batch, subject=batch.file.name, unit=batch.unit, params=_hat(by)
    )


@transaction.atomic
def ask_to_enter(batch: Batch, *, by: Actor | None, at: datetime) -> Job:
    """Have what is ready entered in the background, in the name of whoever presses the button.

    Raises NotAllowed, and NotPossible: nothing is ready, it was not checked since it changed, or it was taken back."""
    batch = _held(batch, by=by, to=BatchState.ENTERING)
    if problems := rules.missing_to_enter(ready=batch.rows.filter(pile=Pile.READY).count()):
        raise NotPossible(problems)
    batch.state, batch.ended_at = BatchState.ENTERING, None
    batch.entering_by, batch.entering_for, batch.entering_at = _person(batch, by), by.hat if by else None, at
    batch.save()
    _note("intake.enter", batch, by=by, at=at)
    return ask(ENTER, by=batch.entering_by, at=at, about=batch, subject=batch.file.name, unit=batch.unit)


@transaction.atomic
def ask_to_undo(batch: Batch, *, by: Actor, at: datetime) -> Job:
    """Have everything that was entered withdrawn, within 24 hours; what has been decided since stays.

    Raises NotAllowed: somebody else entered it. NotPossible: nothing is entered, or it is too late."""
    batch = _held(batch, by=by, to=BatchState.UNDOING)
    by.must(rules.UNDO, batch)
    if problems := rules.missing_to_undo(last_entered(batch), at=at):
        raise NotPossible(problems)
    batch.state, batch.ended_at = BatchState.UNDOING, None
    batch.save(update_fields=["state", "ended_at"])
    _note("intake.undo", batch, by=by, at=at)
    return ask(UNDO, by=by.person, at=at, about=batch, subject=batch.file.name, unit=batch.unit)


@transaction.atomic
def cancel(batch: Batch, *, by: Actor, at: datetime) -> Batch:
    """Put a list away of which nothing is entered. Raises NotAllowed, and NotPossible."""
    batch = _held(batch, by=by, to=BatchState.CANCELLED)
    if problems := rules.missing_to_put_away(entered=batch.rows.filter(pile=Pile.ENTERED).count()):
        raise NotPossible(problems)
    batch.state, batch.ended_at = BatchState.CANCELLED, at
    batch.save(update_fields=["state", "ended_at"])
    _note("intake.cancel", batch, by=by, at=at)
    return batch


# Helpers ----------------------------------------------------------------------------------------------------


def _command() -> Person:
    """In whose name the command enters: an account with which nobody can sign in."""
    person, _new = Person.objects.get_or_create(
        username=rules.COMMAND, defaults={"full_name": "Nhập bằng lệnh trên máy chủ", "password": "!"}
    )
    return person


def _person(batch: Batch, by: Actor | None) -> Person:
    return by.somebody if by else batch.brought_by


def _hat(by: Actor | None) -> dict[str, int | None]:
    return {"hat": by.hat.pk if by and by.hat else None}


def _kept(path: Path, name: str, kind: str, by: Person, at: datetime, *, is_stored: bool = True) -> StoredFile:
    checked = looked_into(path.read_bytes(), _KINDS.get(kind, FileKind.CSV), name=one_line(name))
    return put_away(checked, by=by, at=at) if is_stored else named(checked, by=by, at=at)


def _held(batch: Batch, *, by: Actor | None, to: BatchState) -> Batch:
    """The batch under lock, when it may be handled and go there, and nothing is at work on it. `by` None: the command,
    for what it brought itself."""
    held = Batch.objects.select_for_update(of=("self",)).select_related("unit", "programme", "edition", "file")
    batch = held.get(pk=batch.pk)
    if by is None:
        if batch.brought_by.username != rules.COMMAND:
            raise NotAllowed(rules.HANDLE.name)
    else:
        by.must(rules.HANDLE, batch)
    settle(batch)
    if problems := rules.must_wait(is_worked_on=is_worked_on(batch)) or rules.must_move(batch, to):
        raise NotPossible(problems)
    return batch


def _must_be_brought(unit: Organisation, programme: Programme, *, by: Actor | None) -> None:
    if by is not None:
        by.must(rules.BRING, unit)
    if problems := rules.missing_to_bring(programme):
        raise NotPossible(problems)


def _corrected(batch: Batch, said: Correction, *, by: Actor, at: datetime) -> Batch:
    batch = _held(batch, by=by, to=BatchState.READ)
    remember(batch.unit, said, by=by.somebody, at=at)
    batch.layout = with_correction(batch.layout, said)
    return batch


def _tell(batch: Batch, read: Understood) -> None:
    batch.tables, batch.begins, batch.remarks = told_tables(read.tables), read.begins, read.remarks


def _ask_to_read(batch: Batch, *, by: Actor, at: datetime, file: StoredFile | None = None) -> Job:
    params = {"file": (file or batch.file).pk, **_hat(by)}
    return ask(
        READ, by=by.somebody, at=at, about=batch, subject=(file or batch.file).name, unit=batch.unit, params=params
    )


def _open_rows(batch: Batch, keys: Collection[int]) -> list[Row]:
    """Those of the rows of which it is not settled what becomes of them. Raises NotPossible: of none it is open."""
    rows = Row.objects.filter(batch=batch, pk__in=keys).exclude(pile__in=SETTLED).order_by("place")
    if not (found := list(rows.select_for_update())):
        raise NotPossible([rules.settled()])
    return found


def _look_again(batch: Batch, rows: list[Row], *, by: Actor, at: datetime) -> None:
    checker = Checker(batch, by, day_of(at))
    for row in rows:
        checker.look(row)
    check_rows(checker, rows, around_of(batch, rows))


def _note(verb: str, batch: Batch, *, by: Actor | None, at: datetime, **changes: Any) -> None:
    record(verb=verb, target=batch, by=_person(batch, by), at=at, unit=batch.unit, **changes)
