#!/usr/bin/env python3
"""Django's own commands, for people who build the product. People who run it use `sangkien`."""

import os
import sys

NEED_NO_DATABASE = {"check", "collectstatic", "findstatic", "help", "makemessages", "makemigrations"}


def main() -> None:
    """Start the embedded database if the command may need it, then run the command."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "sangkien.config.settings")
    from django.core.management import execute_from_command_line

    if not NEED_NO_DATABASE.intersection(sys.argv[1:2] or ["help"]):
        _start_database()
    execute_from_command_line(sys.argv)


def _start_database() -> None:
    from django.conf import settings

    from sangkien.embedded import Server

    if not os.environ.get("DATABASE_URL"):
        Server(settings.HOME).ensure_running()


if __name__ == "__main__":
    main()
