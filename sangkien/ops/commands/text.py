"""`sangkien normalise`: what the product makes of lines of text, for whoever prepares or checks a list."""

import sys
from collections.abc import Iterator

import click

from sangkien.base.text import as_text, decoded, fold, one_line
from sangkien.ops.commands.common import as_json, print_json


@click.command()
@as_json
def normalise(as_json: bool) -> None:
    """Đọc từng dòng từ stdin: chữ sạch, khóa tìm kiếm, và bảng mã mà dòng đó được gõ."""
    lines = [_line(typed) for typed in _typed(sys.stdin.buffer.read())]
    if as_json:
        print_json(lines)
    else:
        click.echo(_table(lines), nl=False)


def _typed(data: bytes) -> Iterator[str]:
    """The lines; of each alone it is told in which encoding it is. Not `splitlines`: in UTF-8 read as Latin-1, NEL is
    half a letter."""
    for line in data.removesuffix(b"\n").split(b"\n") if data else []:
        yield as_text(line.removesuffix(b"\r"))


def _line(typed: str) -> dict[str, str]:
    read = decoded(typed)
    clean = one_line(read.text)
    return {"in": typed, "nfc": clean, "folded": fold(clean), "encoding": read.encoding}


def _table(lines: list[dict[str, str]]) -> str:
    width = max((len(line["encoding"]) for line in lines), default=0)
    return "".join(f"{line['encoding']:<{width}}  {line['nfc']}\n{'':<{width}}  {line['folded']}\n" for line in lines)
