"""What can go wrong when servers and processes are started on this machine."""


class EmbeddedServerError(RuntimeError):
    """An embedded server cannot be started or stopped; the message is one line with the remedy."""


class PortInUseError(RuntimeError):
    """The address to listen on is taken or forbidden; the message is one line with the remedy."""
