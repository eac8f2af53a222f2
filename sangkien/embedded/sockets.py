"""The folder of the server's Unix socket: the same short path for everyone who knows the home.

It cannot lie in the home: a socket's path may have 107 bytes at most, and the server's user may be unable to
enter the home. It is derived from the home's path, so that a process finds it before the server ever ran.
"""

import hashlib
import os
import shutil
import stat
from pathlib import Path

from sangkien.embedded.account import ROOT, Account, hand_over
from sangkien.embedded.problems import CannotRun

SHARED = Path("/tmp")
PORT = "5432"  # no TCP port: only the ending of the socket's name


def socket_folder(home: Path) -> Path:
    """Where the server of `home` listens."""
    digest = hashlib.sha256(os.fsencode(home.resolve())).hexdigest()
    return SHARED / f"sangkien-{digest[:12]}"


def socket_file(folder: Path) -> Path:
    """The socket itself, as PostgreSQL names it."""
    return folder / f".s.PGSQL.{PORT}"


def renew_folder(folder: Path, account: Account) -> None:
    """Make the folder, empty, closed to all but the server's user (and root).

    What a crashed server left there goes: PostgreSQL would take its lock for a living server's as long as the
    dead process is not cleared away, which in a container may be for ever. Anyone may write in /tmp, so a
    folder of that name made by another person is refused: they could answer in the server's place.
    """
    if os.path.lexists(folder):
        _refuse_foreign(folder, account)
        shutil.rmtree(folder)
    folder.mkdir(mode=0o700)
    hand_over(folder, account)


def _refuse_foreign(folder: Path, account: Account) -> None:
    found = folder.lstat()
    if not stat.S_ISDIR(found.st_mode) or found.st_uid not in {ROOT, account.uid}:
        raise CannotRun(
            f"Thư mục {folder} do người khác tạo ra nên chưa dùng được. "
            "Anh/chị nhờ quản trị máy xóa thư mục ấy rồi chạy lại."
        )
