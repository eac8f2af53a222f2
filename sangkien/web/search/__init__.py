"""Searching dossiers: one box, filters with counts that stay in the address, and hits with the words marked."""
