"""The board: the figures of a union and of those below it, as a page and as a file.

`views` read the address; `asked` what it asks for; `tiles`, `rows`, `todo` and `crossviews` turn figures into words;
`chart` draws the pace curve with `labels` and `ticks`; `spreadsheet` writes the same rows as CSV.
"""
