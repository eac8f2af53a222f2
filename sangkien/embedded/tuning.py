"""The server's settings: an eighth of the memory of a machine with two cores, nothing traded away of durability."""

import os
from collections.abc import Iterator, Mapping
from pathlib import Path

SETTINGS: Mapping[str, str] = {
    "listen_addresses": "",  # no network door at all; people come through the Unix socket
    "unix_socket_permissions": "0700",
    "max_connections": "60",
    "work_mem": "8MB",
    "maintenance_work_mem": "64MB",
    "max_wal_size": "1GB",
    "synchronous_commit": "on",  # a receipt is given only for what is on the disk
    "random_page_cost": "1.1",
    "jit": "off",  # our queries are short: compiling them costs more than running them
    "max_parallel_workers_per_gather": "0",  # both cores for people; spares a container's small /dev/shm
    "logging_collector": "on",  # one log file a weekday, overwritten the week after: never fills the disk
    "log_filename": "server-%a.log",
    "log_truncate_on_rotation": "on",
    "log_rotation_age": "1d",
    "log_rotation_size": "0",
}


MEGABYTE = 2**20
_LEAST, _MOST = 256, 4_096  # MB that the server keeps of its files in memory
_LIMIT = Path("/sys/fs/cgroup/memory.max")  # of a container


def start_options(socket_folder: Path, extra: Mapping[str, str]) -> str:
    """The settings as `pg_ctl --options` takes them, quoted for the shell that starts the server."""
    return " ".join(_option(name, value) for name, value in _all(socket_folder, extra))


def _all(socket_folder: Path, extra: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    memory = of_memory(_memory())
    yield from {**SETTINGS, **memory, "unix_socket_directories": str(socket_folder), **extra}.items()


def of_memory(size: int) -> dict[str, str]:
    """What depends on how many bytes of memory there are: a nation's documents and indexes are read fastest where they
    stay in the server's own. It fills with what is read."""
    kept = min(max(size // 8 // MEGABYTE, _LEAST), _MOST)
    return {"shared_buffers": f"{kept}MB", "effective_cache_size": f"{4 * kept}MB"}


def _memory() -> int:
    """Bytes that the machine has, or that the container may take."""
    whole = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
    limit = _LIMIT.read_text().strip() if _LIMIT.exists() else ""
    return min(whole, int(limit)) if limit.isdecimal() else whole


def _option(name: str, value: str) -> str:
    return f"-c {name}='{value}'"


def locale_options(major: int) -> list[str]:
    """Vietnamese upper and lower case must work: with locale C, lower('ĐỔI') is 'ĐỔi' on version 15.

    From 17 on PostgreSQL brings its own C.UTF-8; before, it is the operating system's.
    """
    if major >= 17:
        return ["--locale=C", "--locale-provider=builtin", "--builtin-locale=C.UTF-8"]
    return ["--locale=C.UTF-8"]
