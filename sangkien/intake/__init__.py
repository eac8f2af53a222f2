"""Lists that officers keep in Excel come in as they are: read, understood, checked, and entered once.

`understanding` is pure: what a file says. The rest is about batches of rows on their way to becoming dossiers.
"""
