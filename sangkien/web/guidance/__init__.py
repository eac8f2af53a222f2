"""Guidance: articles that are read by anybody, found by words, written by unions."""
