"""The ways in which a notice travels. Each is an adapter that says what became of one message."""

from sangkien.notices.channels.route import Answer, Channel, Outcome, carried, configured, ways

__all__ = ["Answer", "Channel", "Outcome", "carried", "configured", "ways"]
