"""How a fault of ours is told where whoever runs the platform reads."""

import traceback


def in_a_line(fault: BaseException) -> str:
    """Its type and first line: the database puts values, such as phones, on the next ones."""
    first = next(iter(str(fault).splitlines()), "")
    return f"{type(fault).__name__}: {first}"


def with_its_way(fault: BaseException) -> str:
    """The same below the places through which it came."""
    return "".join(traceback.format_tb(fault.__traceback__)) + in_a_line(fault)
