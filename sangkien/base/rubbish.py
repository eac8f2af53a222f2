"""The collector of rubbish, told what is none."""

import gc


def spare_what_is_loaded() -> None:
    """What is there by now stays as long as the process: it need not be looked through again and again, which takes a
    tenth of a second each time. What a request leaves behind is little."""
    gc.freeze()
    gc.set_threshold(10_000, 10, 10)
