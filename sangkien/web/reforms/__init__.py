"""Decisions on the organisation: their log, each in full (and printed as an annex), and the steps to a new one.

`log` lists them all; `decision` shows one and takes it back; `words` says what a decision does; `wizard` leads through
the steps, whose forms are `tasks` (what is done) and `deciding` (by which decision); `picking` chooses unions without
a script; `rehearsal` is what the last step shows; `on_unit` is the part on a union's own page.
"""
