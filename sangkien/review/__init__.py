"""Review (thẩm định): the grassroots union confirms, the direct superior decides. Decisions are rows.

Noun: Decision. Nobody decides on what they wrote, entered or confirmed; of two people at once the second is
told; a return names every reason at once, each tied to a field of the form.
"""
