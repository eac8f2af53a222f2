"""Rewards (thưởng, thù lao): what is due for an initiative and by which rule, what was promised, what was paid.

Nouns: Agreement (the workplace's own rule, which comes first), Promise, Payment. `law` has the dated rules of the
State, `reckoning` works out what is due and prints how.
"""
