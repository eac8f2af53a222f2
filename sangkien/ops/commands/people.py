"""`sangkien person`: accounts for officers, and their roles in unions. The first administrator comes into being so."""

import secrets
from datetime import date

import click
from django.db import transaction

from sangkien.accounts import actions
from sangkien.accounts.models import Person, Role
from sangkien.base.clock import now
from sangkien.base.days import day_of
from sangkien.ops.commands.common import Day, as_json, print_json, unit_named, with_database

_ROLES = {role.value.lower().replace("_", "-"): role for role in Role}


@click.group()
def person() -> None:
    """Người dùng: mở tài khoản cho cán bộ và phân công vai trò tại đơn vị."""


@person.command()
@click.argument("login")
@click.option("--role", required=True, type=click.Choice(list(_ROLES)), help="Vai trò.")
@click.option("--unit", "code", required=True, help="Mã đơn vị.")
@click.option("--name", "full_name", default="", help="Họ và tên, khi chưa có tài khoản.")
@click.option("--office", default="", help="Chức danh trên văn bản, ví dụ Phó Chủ tịch.")
@click.option("--since", type=Day(), help="Từ ngày nào; không ghi là hôm nay.")
@as_json
@with_database
def appoint(login: str, role: str, code: str, full_name: str, office: str, since: date | None, as_json: bool) -> None:
    """Phân công LOGIN vào một vai trò; chưa có tài khoản thì mở, và in mật khẩu một lần duy nhất."""
    at, unit = now(), unit_named(code)
    with transaction.atomic():
        known = Person.objects.filter(username=login).first()
        password = None if known else secrets.token_urlsafe(12)
        holder = known or actions.enrol(login, full_name=full_name, password=password or "", at=at)
        first, named = since or day_of(at), office.strip()
        actions.appoint(holder, role=_ROLES[role], organisation=unit, since=first, by=None, at=at, office=named)
    if as_json:
        print_json({"login": login, "role": role, "unit": code, "password": password})
        return
    click.echo(f"{login}: {_ROLES[role].label}, {code}.")
    if password:
        click.echo(f"Mật khẩu, chỉ in lần này: {password}")
