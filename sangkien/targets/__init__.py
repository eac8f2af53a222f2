"""Targets (chỉ tiêu): how many valid initiatives a union is to reach in a phase.

Three numbers are kept side by side and never mixed: assigned from above, registered by the union, self-raised.
"""
