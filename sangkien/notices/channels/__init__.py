"""The ways in which a notice travels. Each is an adapter that says what became of one message."""

from sangkien.notices.channels.answers import Answer, Channel, Outcome
from sangkien.notices.channels.route import carried, configured, ways

__all__ = ["Answer", "Channel", "Outcome", "carried", "configured", "ways"]
