"""Confirmations (xác nhận): what authors and employers say of a dossier, by a link and without an account.

Nouns: AuthorLink, AuthorAnswer, EmployerLink, EmployerAnswer, Withheld. The authors' verbs are in `actions`,
the employer's in `employers`, what the worker does in `asking`.
"""
