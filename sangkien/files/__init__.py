"""Files that people attach: kept under the name of their own content, checked before they are kept.

Noun: StoredFile.
"""
