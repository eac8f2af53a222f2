"""How large pictures are drawn: their longest sides in pixels."""

KEPT = 2400  # a page of A4 stays readable
LARGE, SMALL = 1600, 320
