"""The commands, one module a noun."""

import click

from sangkien.ops.commands.audit import audit
from sangkien.ops.commands.bench import bench
from sangkien.ops.commands.calendar import calendar
from sangkien.ops.commands.certificates import certificate
from sangkien.ops.commands.clusters import cluster
from sangkien.ops.commands.demo import demo
from sangkien.ops.commands.doctor import doctor
from sangkien.ops.commands.duplicates import dedupe
from sangkien.ops.commands.figures import ranking, stats
from sangkien.ops.commands.intake import import_
from sangkien.ops.commands.letters import letter, report
from sangkien.ops.commands.milestones import milestone
from sangkien.ops.commands.organisations import org
from sangkien.ops.commands.people import person
from sangkien.ops.commands.programmes import programme
from sangkien.ops.commands.recounting import recount
from sangkien.ops.commands.references import reference
from sangkien.ops.commands.reforms import apply_ as apply_  # a command of `org`
from sangkien.ops.commands.running import migrate, serve, worker
from sangkien.ops.commands.search import search
from sangkien.ops.commands.similar import similar
from sangkien.ops.commands.text import normalise


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
def group() -> None:
    """Sáng Kiến: nền tảng chương trình sáng kiến của công đoàn."""


_RUNNING = [bench, demo, doctor, migrate, recount, reference, serve, worker]
_WORKING = [audit, calendar, cluster, dedupe, import_, letter, milestone, normalise, org, person, programme, report]
_ASKING = [certificate, ranking, search, similar, stats]
for command in [*_RUNNING, *_WORKING, *_ASKING]:
    group.add_command(command)
