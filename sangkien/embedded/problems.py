"""What can stop the server, said to the person at the keyboard."""


class CannotRun(RuntimeError):
    """The embedded server cannot do its work; the text says why and how to mend it."""
