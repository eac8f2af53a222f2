"""Chỉ tiêu: the targets of a union, what it says of itself, and dividing a number among the unions below it.

`asked` reads the address; `overview` lays out what is set and reached; `numbers` reads and prints a number of any
indicator; `sheet` is the table in which a number is divided; `papers` and `workbook` write the decision with its annex.
"""
