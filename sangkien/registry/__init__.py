"""The registry (văn thư): official papers of a union, from the draft to the register, and the papers that reach it.

Nouns: Heading (how its papers begin), OfficialPaper, FrozenFigures (what its figures were taken from), Outgoing and
Incoming (the two registers), Delivery (whom it goes to), Adaptation (a union's own words for a template). What papers
look like is the room `documents`.
"""
