"""Ties a child process to its parent's life, where the system can."""

import ctypes
import os
import signal
import sys
from collections.abc import Callable

PR_SET_PDEATHSIG = 1


def die_with_parent() -> Callable[[], None] | None:
    """Return what a child runs before exec to be terminated when this process dies; None off Linux."""
    if sys.platform != "linux":
        return None
    # Loaded here, before the fork: little is safe between fork and exec.
    prctl = ctypes.CDLL(None, use_errno=True).prctl
    parent = os.getpid()

    def tie() -> None:
        prctl(PR_SET_PDEATHSIG, int(signal.SIGTERM), 0, 0, 0)
        if os.getppid() != parent:  # it died before the tie held
            os._exit(1)

    return tie
