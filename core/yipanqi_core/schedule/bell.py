"""What those who ring for a county's due work and those who hear it agree on."""

QUEUE = "yipanqi:bell"
"""The queue in Valkey."""

JOB = "run_county"
"""The job that is asked for; its one argument is the county's id."""

HEARD_WITHIN_S = 600
"""Seconds after which a ring that no one heard is dropped: the sweeps have passed since."""
