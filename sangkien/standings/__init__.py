"""Frozen standings (chốt bảng xếp hạng): what a table said at a moment, numbered, chained by hash, never changed.

Noun: Snapshot. Its content is text that the ledger, read as it stood then, gives again byte for byte
(`reproducing.reproduced`); where it does not, what was changed since is named.
"""
