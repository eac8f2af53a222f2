"""A PostgreSQL of our own, for trying out and for a single small unit.

Noun: the `Server` that keeps its data in `<home>/postgres` and answers on a Unix socket only. Production uses
the operator's PostgreSQL through `DATABASE_URL`; this room does not know about it, nor about Django.
"""

from sangkien.embedded.problems import CannotRun
from sangkien.embedded.server import DATABASE, Server

__all__ = ["DATABASE", "CannotRun", "Server"]
