"""Loading the demonstration: unions, people, the programme, targets, and the replay. All or nothing."""

from datetime import datetime
from importlib.resources import files
from pathlib import Path

import yaml
from django.contrib.auth.hashers import make_password
from django.db import transaction

from sangkien.accounts.actions import appoint, vouch
from sangkien.accounts.models import Person, Role
from sangkien.base.days import VIETNAM
from sangkien.base.problems import NotPossible, Problem
from sangkien.evidence.norms import keep_norms
from sangkien.initiatives.models import Initiative
from sangkien.ops.demo import registers
from sangkien.ops.demo.asking import ask
from sangkien.ops.demo.commending import commend
from sangkien.ops.demo.council import score_some
from sangkien.ops.demo.gathering import announce, come
from sangkien.ops.demo.grading import grade
from sangkien.ops.demo.honouring import honour
from sangkien.ops.demo.pile import in_the_last_hours, waiting
from sangkien.ops.demo.plans import TargetPlan
from sangkien.ops.demo.replay import Progress, Replay
from sangkien.ops.demo.script import dossiers
from sangkien.ops.demo.sitting import meet, seat_council
from sangkien.ops.demo.standing import gather, stand
from sangkien.ops.demo.telling import tell_stories
from sangkien.ops.demo.voicing import voice
from sangkien.ops.programme_file import load_programme, read
from sangkien.organisations.kinds import load_kinds
from sangkien.organisations.loading import import_units, read_units
from sangkien.organisations.models import Organisation
from sangkien.organisations.places_loading import load_map
from sangkien.programmes.models import Programme
from sangkien.programmes.spec import ProgrammeSpec
from sangkien.registry.registering import head
from sangkien.similarity.actions import learn_first, take_prints
from sangkien.targets.actions import set_target
from sangkien.targets.models import TargetKind
from sangkien.triage.looking import look

BEGINS = datetime(2022, 1, 4, 8, 0, tzinfo=VIETNAM)
CLOCK = "2022-05-31T16:30:00+07:00"  # where the demonstration's clock starts when it is served
PASSWORD = "sangkien2022"  # of every made person; printed in the table of sign-ins
PROGRAMME = "CT1TSK"


def loaded() -> bool:
    """Is the demonstration there? The load is one transaction: it is there whole or not at all."""
    return Initiative.objects.filter(programme__code=PROGRAMME, made=True).exists()


@transaction.atomic
def load(*, progress: Progress) -> None:
    """Load everything. Raises NotPossible when the database already holds other unions."""
    programme = load_frame()
    held = announce(programme)
    told = dossiers()
    Replay(programme, held, plans=[*told, *waiting(told)]).run(progress=progress)
    Replay(_safety_week(), plans=in_the_last_hours(told)).run(progress=lambda _done, _all: None)
    ask(programme)
    score_some()
    clock = datetime.fromisoformat(CLOCK)
    come(held, clock=clock)
    learn_first()
    while take_prints():
        pass
    keep_norms(at=clock)
    stand(programme, clock=clock)
    commend(programme, clock=clock)
    honour(clock=clock)
    seat_council()  # by then its leaders have concluded what they conclude by themselves
    grade(programme)
    tell_stories(clock=clock)
    meet(clock=clock)
    voice(programme, begins=BEGINS, clock=clock)
    while look(at=clock):
        pass


def load_frame() -> Programme:
    """Unions, people, the programme and its targets: all but the dossiers."""
    load_unions()
    return _programme()


def load_unions() -> None:
    """The province's unions and its people. Raises NotPossible when the database already holds others."""
    if Organisation.objects.exists():
        text = "Cơ sở dữ liệu này đã có đơn vị. Bản trình diễn chỉ nạp vào cơ sở dữ liệu trống."
        raise NotPossible([Problem(code="not_empty", text=text)])
    load_kinds()
    load_map()
    for name in ("units.csv", "units-khanh-hoa.csv"):
        _units(name)
    _people()
    _headings()
    gather(at=BEGINS)


def _units(name: str) -> None:
    report = import_units(read_units(_file(name)), by=None, at=BEGINS)
    if report.errors:
        raise NotPossible([Problem("units", f"{e.row} {e.column}: {e.message}") for e in report.errors])


def _people() -> None:
    """One password for all, hashed once. Everybody's phone is known to their union."""
    password = make_password(PASSWORD)
    units = {unit.code: unit for unit in Organisation.objects.all()}
    people: dict[str, Person] = {}
    for hat in registers.hats():
        if hat.login not in people:
            people[hat.login] = _person(hat, password)
        if hat.role:
            appoint(
                people[hat.login],
                role=Role(hat.role),
                organisation=units[hat.unit],
                since=hat.since,
                office=hat.office,
                by=None,
                at=BEGINS,
            )


def _person(hat: registers.Hat, password: str) -> Person:
    person = Person.objects.create(username=hat.login, full_name=hat.full_name, phone=hat.phone, password=password)
    vouch(person, by=None, unit=None, at=BEGINS)
    return person


def _headings() -> None:
    """How the papers begin of every union that has others below it."""
    for texts in yaml.safe_load(_file("headings.yaml").read_bytes()):
        head(Organisation.objects.get(code=texts.pop("unit")), texts, by=None, at=BEGINS)


def _programme() -> Programme:
    file = files("sangkien.programmes").joinpath("catalogue", "ct1tsk.yaml")
    programme = load_programme(read(Path(str(file))), by=None, at=BEGINS)
    for target in registers.targets():
        _target(programme, target)
    return programme


def _safety_week() -> Programme:
    """The zones' own programme; its lists are those of the large one."""
    large = yaml.safe_load(files("sangkien.programmes").joinpath("catalogue", "ct1tsk.yaml").read_bytes())
    shared = {name: large[name] for name in ("lists", "review", "recognition_counts")}
    own = yaml.safe_load(_file("safety-week.yaml").read_bytes())
    return load_programme(ProgrammeSpec.model_validate(shared | own), by=None, at=BEGINS)


def _target(programme: Programme, plan: TargetPlan) -> None:
    numbers = {
        TargetKind.ASSIGNED: plan.assigned,
        TargetKind.REGISTERED: plan.registered,
        TargetKind.SELF_RAISED: plan.self_raised,
    }
    unit, phase = Organisation.objects.get(code=plan.unit), programme.phases.get(code="GD1")
    at = datetime.combine(plan.decided_on, BEGINS.timetz())
    for kind, value in numbers.items():
        if value is not None:
            set_target(unit, programme=programme, phase=phase, kind=kind, value=value, by=None, at=at)


def _file(name: str) -> Path:
    return Path(str(files("sangkien.ops.demo").joinpath(name)))
