"""Statistics: questions over counts, targets and members. It stores nothing; every figure carries its
definition (docs/glossary.md) and its as-of day.
"""
