"""Councils and their sittings: members, agendas, votes."""
