"""How much of a file is read at most. What is larger is refused with a sentence, before it fills the machine."""

LARGEST_WORKBOOK = 100_000_000
"""Bytes of a workbook: pictures pasted into one weigh most of it, and are never unpacked."""

LARGEST_TEXT = 30_000_000
"""Bytes of a CSV or of a page with a table: half a million ordinary rows."""

MOST_UNFOLDED = 600_000_000
"""Bytes of a workbook's tables, unpacked; and of any part that is read whole."""

MOST_FOLDED = 200
"""How many times larger a workbook's tables may be than in the file. Ordinary ones are 5 to 60 times."""

MOST_ROWS = 200_000
"""Rows that hold something, of a whole file."""

MOST_CELLS = 3_000_000
"""Cells of a whole file, with the empty ones that stand before a filled one in its row."""

MOST_COLUMNS = 16_384
"""Of a sheet, as Excel has them."""

MOST_MERGED = 100_000
"""Joined places of one sheet."""

MEMORY = 1_000_000_000
"""Bytes of address space for the process that opens workbooks."""

SECONDS = 120
"""Of computing, for the same process."""
