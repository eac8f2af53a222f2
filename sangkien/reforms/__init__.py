"""Sắp xếp tổ chức: decisions that change the tree of unions, each with everything that follows from it.

Nouns: Reform (a decision with number, date, issuer and effective day), Trace (one row that it wrote, as it was before
and after). A plan (`spec.Plan`) says what a decision does; `actions.apply` does it, `actions.preview` says what would
come of it, `actions.take_back` undoes it. The tree itself lives in `organisations`: a change is dated rows, so a
decision of next month is written today and holds from 00:00 (Vietnam) of its day with nothing left to run.
"""
