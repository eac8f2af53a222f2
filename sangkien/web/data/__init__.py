"""Data out: any table as a file that other programs open.

`sheets` says what a table is: typed columns with their meaning, facts that stand above (whose figures, until when),
rows that may come one by one. `comma`, `workbook`, `documents` and `parquet` write it as CSV, XLSX, JSON and Parquet;
`answering` sends it, whatever its length, and knows the addresses' endings. What stands in a table is decided where
the page is that shows it: a file holds what its reader sees there.
"""
