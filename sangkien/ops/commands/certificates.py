"""`sangkien certificate`: checking one without the platform, and the public key."""

import json
from pathlib import Path
from typing import Any

import click

from sangkien.base.problems import NotPossible, NotUnderstood, Problem
from sangkien.certificates.content import Content
from sangkien.certificates.drawing import sealed_in
from sangkien.certificates.sealing import MARK, Key, opened, own_key
from sangkien.ops.commands.common import as_json, print_json

_SAID = {
    "serial": "Số",
    "heading": "Loại giấy",
    "issuer": "Nơi cấp",
    "name": "Họ và tên",
    "workplace": "Nơi làm việc",
    "deed": "Chứng nhận",
    "work": "Nội dung",
    "basis": "Căn cứ",
    "reference": "Mã hồ sơ",
    "place_and_day": "Ngày cấp",
    "signer": "Người ký",
}


@click.group("certificate")
def certificate() -> None:
    """Giấy chứng nhận: kiểm tra chữ ký số, xem khóa công khai."""


@certificate.command("verify")
@click.argument("what")
@click.option("--keys", type=click.Path(path_type=Path, exists=True, dir_okay=False), help="Tệp khoa.json đã công bố.")
@as_json
def verify(what: str, keys: Path | None, as_json: bool) -> None:
    """Kiểm tra WHAT: tệp PDF, ảnh PNG, tệp nội dung đã ký, hoặc chính nội dung ấy; không cần mạng, không cần dữ liệu.

    Chữ ký khớp thì in nội dung để đối chiếu với tờ giấy. Giấy đã thu hồi hay chưa, chỉ trang kiểm tra mới biết.
    """
    known, found = _keys(keys), _sealed(what)
    try:
        contents = [opened(text, known) for text in found]
    except NotUnderstood as no:
        raise NotPossible([Problem(code=no.code, text=no.text)]) from no
    if as_json:
        print_json([json.loads(one.canonical) for one in contents])
    else:
        for one in contents:
            _tell(one)


@certificate.command("key")
def key() -> None:
    """In khóa công khai của hệ thống này, dạng tệp mà verify --keys đọc được."""
    own = own_key()
    print_json({"keys": [{"name": own.name, "algorithm": "Ed25519", "public": own.public}]})


def _sealed(what: str) -> list[str]:
    """The sealed texts of a file, or the one that was typed."""
    if what.startswith(f"{MARK}."):
        return [what]
    file = Path(what)
    if not file.is_file():
        raise NotPossible([Problem(code="no_file", text=f"Không thấy tệp {what}.")])
    data = file.read_bytes()
    if data.startswith(f"{MARK}.".encode()):
        return data.decode("ascii", "replace").split()
    if found := sealed_in(data):
        return found
    text = "Trong tệp không có nội dung đã ký. Ảnh gửi qua mạng xã hội thường bị nén lại: lấy tệp gốc, hoặc quét mã QR."
    raise NotPossible([Problem(code="no_seal", text=text)])


def _keys(file: Path | None) -> dict[str, Key]:
    """Those of a published file, else this deployment's own."""
    if file is None:
        return {own_key().name: own_key()}
    try:
        told: Any = json.loads(file.read_text("utf-8"))
        keys = [Key.of(one["public"]) for one in told["keys"]]
    except (ValueError, KeyError, TypeError) as no:
        raise NotPossible([Problem(code="no_keys", text=f"{file}: không phải tệp khóa công khai.")]) from no
    return {one.name: one for one in keys}


def _tell(one: Content) -> None:
    click.echo("Chữ ký khớp. Giấy ghi:")
    for field, label in _SAID.items():
        click.echo(f"  {label}: {' '.join(getattr(one, field).split())}")
