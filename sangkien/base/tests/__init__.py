"""Tests of the ground room: no database, no clock."""
