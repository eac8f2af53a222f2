"""Notices (tin nhắn): what is sent to people's phones, through which channel, and what became of it.

Noun: Notice. A notice is written in the transaction of what it tells of and sent afterwards; a room above says
what it tells, this room only how it travels.
"""
