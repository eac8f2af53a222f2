"""Evidence: is the value right? What is usual in a field, what was found after a year, and random inspections.

Nouns: Norm (what is usual), Verification (what was found after a year), Inspection with its Listed records, the Draw
and the Findings (hậu kiểm).
"""
