"""What a worker is told from outside, over what every process of the installation is told."""

from pathlib import Path

from pydantic import Field

from yipanqi_core.settings import Settings


class WorkerSettings(Settings):
    """A worker's settings; each is an environment variable of the same name in capitals."""

    worker_sweep_s: float = Field(default=20.0, gt=0, le=3600, description="seconds from one sweep to the next")
    worker_health_file: Path | None = Field(default=None, description="rewritten after each sweep that succeeded")


def from_environment() -> WorkerSettings:
    """Read the settings from the environment. Raises ValidationError."""
    return WorkerSettings()  # the fields come from the environment
