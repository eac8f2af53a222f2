"""`sangkien dedupe`: near duplicates of a whole programme, in clusters, and the index by which they are found."""

from typing import Any

import click

from sangkien.initiatives.models import Initiative
from sangkien.ops.commands.common import as_json, print_json, programme_named, with_database
from sangkien.ops.printing import take_waiting
from sangkien.ops.progress import progress, quiet
from sangkien.similarity import scanning
from sangkien.similarity.actions import count_crowds, pack, take_all_anew
from sangkien.similarity.models import Unread


@click.group()
def dedupe() -> None:
    """Dò các hồ sơ gần trùng nhau."""


@dedupe.command()
@click.option("--programme", "programme_code", help="Mã chương trình.")
@click.option("--all", "all_programmes", is_flag=True, help="Mọi chương trình, mọi năm, mọi tỉnh.")
@click.option("--anew", is_flag=True, help="Dò lại từ đầu; không ghi là làm tiếp lượt còn dở.")
@as_json
@quiet
@with_database
def scan(programme_code: str | None, all_programmes: bool, anew: bool, as_json: bool, quiet: bool) -> None:
    """Đặt mọi hồ sơ cạnh nhau và gom những hồ sơ gần trùng thành cụm. Dừng giữa chừng thì lần sau làm tiếp."""
    if (programme_code is None) == (not all_programmes):
        raise click.UsageError("Ghi --programme hoặc --all, một trong hai.")
    begun = scanning.begin(programme_named(programme_code) if programme_code else None, anew=anew)
    with progress("Dò trùng", scanning.left(begun), shown=not quiet) as show:
        done = 0
        while more := scanning.go_on(begun):
            show(done := done + more)
    found = [_cluster(cluster) for cluster in scanning.clusters(begun)]
    if as_json:
        print_json(found)
    else:
        click.echo("\n\n".join(map(_lines, found)) or "Không thấy hồ sơ nào gần trùng nhau.")


@dedupe.command()
@click.option("--processes", type=click.IntRange(1, 32), default=2, show_default=True, help="Bao nhiêu tiến trình.")
@click.option("--resume", is_flag=True, help="Làm tiếp lần trước, không lấy lại từ đầu.")
@quiet
@with_database
def rebuild(processes: int, resume: bool, quiet: bool) -> None:
    """Lấy lại dấu của mọi hồ sơ. Trong lúc đó vẫn tìm được bằng dấu cũ; dừng giữa chừng thì bộ xử lý nền làm tiếp."""
    waiting = Unread.objects.count() if resume else take_all_anew()
    with progress("Lấy dấu", waiting, shown=not quiet) as show:
        take_waiting(processes=processes, progress=lambda left: show(max(0, waiting - left)))
    pack()
    click.echo(f"Đã lấy xong. Dấu mà rất nhiều hồ sơ cùng có: {count_crowds()}.")


def _cluster(cluster: scanning.Cluster) -> dict[str, Any]:
    members = Initiative.objects.filter(pk__in=cluster.members).order_by("pk").values("code", "title")
    return {
        "size": len(cluster.members),
        "score": cluster.score,
        "reasons": list(cluster.reasons),
        "members": list(members),
    }


def _lines(cluster: dict[str, Any]) -> str:
    head = f"{cluster['size']} hồ sơ, giống nhau từ {cluster['score']:.2f} ({', '.join(cluster['reasons'])})"
    return "\n".join([head, *(f"  {one['code']}  {one['title']}" for one in cluster["members"])])
