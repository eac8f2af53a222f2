"""Confirmations (xác nhận): what authors and employers say of a dossier, by a link and without an account.

Nouns: AuthorLink, Consent, EmployerLink, EmployerAnswer.
"""
