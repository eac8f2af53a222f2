"""`sangkien search`: what the public, or somebody, finds by some words."""

from functools import partial
from typing import Any

import click

from sangkien.accounts.models import Person
from sangkien.accounts.permissions import Actor
from sangkien.accounts.queries import hats
from sangkien.base.clock import now
from sangkien.base.problems import NotPossible, Problem
from sangkien.jobs.actions import ask
from sangkien.ops.commands.common import as_json, print_json, today, unit_named, with_database
from sangkien.ops.hands import carry_out_here
from sangkien.ops.progress import follow, progress
from sangkien.search.jobs import READ_ALL
from sangkien.search.marking import Piece
from sangkien.search.queries import GROUPS, Asked, Found, find
from sangkien.search.questions import Question
from sangkien.search.rules import Reader
from sangkien.web.search.hits import inside_hits, public_hits


@click.command()
@click.argument("text", default="")
@click.option(
    "--filter", "filters", multiple=True, metavar="K=V", help=f"Lọc: {', '.join(GROUPS)}; dùng được nhiều lần."
)
@click.option(
    "--limit", type=click.IntRange(1, 1_000), default=10, show_default=True, help="Nhiều nhất bao nhiêu hồ sơ."
)
@click.option("--as", "login", metavar="LOGIN", help="Tìm như người này được xem; không ghi là như người ngoài.")
@click.option("--reindex", is_flag=True, help="Đọc lại mọi hồ sơ vào chỉ mục, rồi thôi.")
@as_json
@with_database
def search(text: str, filters: tuple[str, ...], limit: int, login: str | None, reindex: bool, as_json: bool) -> None:
    """Tìm hồ sơ theo tên và nội dung; có dấu hay không đều được."""
    if reindex:
        _reindex()
        return
    actor = _actor(login)
    reader = Reader(actor if login else None)
    asked = Asked(Question.read(text), _filters(filters))
    found = find(asked, reader, size=limit)
    results = _results(found, actor, inside=reader.is_inside)
    if as_json:
        print_json({"total": found.total, "more": found.more, "how": found.how, "results": results})
    else:
        click.echo(f"{'Hơn ' if found.more else ''}{found.total} hồ sơ.")
        for row in results:
            click.echo(f"{row['code']}  {row['title']}  ({row['unit']})")


def _results(found: Found, actor: Actor, *, inside: bool) -> list[dict[str, Any]]:
    if inside:
        return [
            {"code": h.initiative.code, "title": h.initiative.title, "unit": h.unit, "snippet": _said(h.passage)}
            for h in inside_hits(found.keys, found.question, actor)
        ]
    return [
        {"code": h.card.code, "title": h.card.title, "unit": h.card.unit, "snippet": _said(h.passage)}
        for h in public_hits(found.keys, found.question, actor)
    ]


def _said(pieces: list[Piece]) -> str:
    """What was asked for stands between ** and **."""
    return "".join(f"**{piece.text}**" if piece.marked else piece.text for piece in pieces)


def _filters(given: tuple[str, ...]) -> dict[str, list[str]]:
    """By group; a union goes by its code, a phase by programme and code (CT1TSK.GD1)."""
    filters: dict[str, list[str]] = {}
    for one in given:
        group, _is, value = one.partition("=")
        if group not in GROUPS or not value:
            raise click.UsageError(f"Chưa có bộ lọc {one}. Viết theo dạng K=V, với K là: {', '.join(GROUPS)}.")
        filters.setdefault(group, []).append(str(unit_named(value).pk) if group == "unit" else value)
    return filters


def _actor(login: str | None) -> Actor:
    """That person with their first hat of today; nobody without a login."""
    if login is None:
        return Actor(person=None, on=today())
    person = Person.objects.filter(username=login).first()
    if person is None:
        raise NotPossible([Problem(code="not_found", text=f"Chưa có người dùng {login}.")])
    held = hats(person, on=today())
    return Actor(person=person, on=today(), hat=held[0] if held else None)


def _reindex() -> None:
    """Every dossier anew, here and now; what is interrupted, the next run or a worker goes on with."""
    with progress("Đọc hồ sơ") as show:
        carry_out_here(ask(READ_ALL, by=None, at=now()), told=partial(follow, show))
