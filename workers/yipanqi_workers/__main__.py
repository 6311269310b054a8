"""`python -m yipanqi_workers`: one worker, until it is told to stop."""

import sys

from yipanqi_workers.main import run

if __name__ == "__main__":
    sys.exit(run())
