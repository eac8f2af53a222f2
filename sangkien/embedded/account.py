"""Which user of the machine the server runs as. PostgreSQL refuses to run as root."""

import os
import pwd
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from sangkien.embedded.problems import CannotRun

ROOT = 0
STAND_INS = ("postgres", "nobody")
CLEAN_ENVIRONMENT = {"PATH": "/usr/local/bin:/usr/bin:/bin", "LC_ALL": "C"}


@dataclass(frozen=True)
class Account:
    """A user of the machine, as its passwd file knows it."""

    name: str
    uid: int
    gid: int

    def run(
        self, *command: str | Path, pass_fds: Sequence[int] = (), cwd: str | Path = "/"
    ) -> subprocess.CompletedProcess[str]:
        """Run a command as this user, in a session of its own, with nothing of our environment.

        The session of its own is what lets the server outlive the terminal that started it.
        """
        steps_down = os.geteuid() == ROOT and self.uid != ROOT
        return subprocess.run(
            [str(part) for part in command],
            user=self.uid if steps_down else None,
            group=self.gid if steps_down else None,
            extra_groups=[] if steps_down else None,
            env=CLEAN_ENVIRONMENT,
            cwd=cwd,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            errors="replace",
            pass_fds=pass_fds,
            start_new_session=True,
            umask=0o077,
            check=False,
        )

    def can_enter(self, path: Path) -> bool:
        """Whether this user gets through every folder on the way to `path`, and into it (or may run it)."""
        return self.run("/bin/sh", "-c", 'test -x "$0"', path).returncode == 0


def server_account(data: Path) -> Account:
    """The user the server on `data` runs as.

    An ordinary person runs it in person. Root steps down: to the owner of the data when there are data, so
    that a server made by one person can be started by root too; else to `postgres`, else to `nobody`.
    """
    owner = data.stat().st_uid if data.exists() else ROOT
    if os.geteuid() != ROOT:
        return _in_person(data, owner)
    return account_of(owner) if owner != ROOT else _stand_in()


def account_of(uid: int) -> Account:
    """The account with that number; PostgreSQL does not start for a number without a name."""
    try:
        entry = pwd.getpwuid(uid)
    except KeyError:
        raise CannotRun(
            f"Người dùng số {uid} chưa có tên trong /etc/passwd nên PostgreSQL không chạy được. "
            f"Anh/chị có thể: (1) thêm một dòng vào /etc/passwd, ví dụ sangkien:x:{uid}:{uid}::/tmp:/bin/sh; "
            "hoặc (2) đặt DATABASE_URL trỏ tới một PostgreSQL có sẵn."
        ) from None
    return Account(entry.pw_name, entry.pw_uid, entry.pw_gid)


def hand_over(folder: Path, account: Account) -> None:
    """Give a folder that root made to the server's user."""
    if os.geteuid() == ROOT:
        os.chown(folder, account.uid, account.gid)


def _in_person(data: Path, owner: int) -> Account:
    me = account_of(os.geteuid())
    if data.exists() and owner != me.uid:
        raise CannotRun(
            f"Dữ liệu ở {data} thuộc về người dùng số {owner}, còn anh/chị đang là {me.name}. "
            "Anh/chị đăng nhập bằng người dùng ấy, hoặc đặt SANGKIEN_HOME tới một thư mục khác."
        )
    return me


def _stand_in() -> Account:
    for name in STAND_INS:
        try:
            entry = pwd.getpwnam(name)
        except KeyError:
            continue
        return Account(entry.pw_name, entry.pw_uid, entry.pw_gid)
    raise CannotRun(
        "PostgreSQL không chạy bằng quyền root, mà máy này không có người dùng postgres hay nobody. "
        "Anh/chị tạo một người dùng (useradd --system postgres) rồi chạy lại."
    )
