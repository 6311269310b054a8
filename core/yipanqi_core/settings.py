"""What an installation sets from outside, read once from the environment by API, worker and command line."""

from pathlib import Path

from pydantic import Field, field_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

_DRIVER = "postgresql+asyncpg://"


def driver_url(url: str) -> str:
    """Name our driver in a plain PostgreSQL address, and say `sslmode` as that driver does."""
    for plain in ("postgresql://", "postgres://"):
        if url.startswith(plain):
            url = _DRIVER + url.removeprefix(plain)
    return url.replace("sslmode=", "ssl=")


class Settings(BaseSettings):
    """Addresses and sizes; each is an environment variable of the same name in capitals."""

    model_config = SettingsConfigDict(frozen=True, extra="ignore")

    database_url: str = Field(description="PostgreSQL 15 or newer, as the application logs in")
    valkey_url: str = Field(description="Valkey or Redis 6.2 or newer")
    host: str = "127.0.0.1"
    port: int = Field(default=8000, ge=1, le=65535)
    public_url: str | None = Field(default=None, description="where users reach the API; the issuer of tokens")
    api_processes: int = Field(default=1, ge=1, le=64, description="processes that serve the API, of one parent")
    pool_size: int = Field(default=10, ge=1, le=200)
    passwords_at_once: int = Field(default=2, ge=1, le=64)
    requests_each_minute: int = Field(default=3000, ge=60, le=10**9, description="of one person, in one process")
    webhook_hosts: tuple[str, ...] = Field(default=(), description="hosts, or host:port, that events may be posted to")
    cors_origins: tuple[str, ...] = ()
    log_level: str = "INFO"
    evidence_folder: Path | None = Field(default=None, description="keeps evidence files; without it the database does")

    @field_validator("database_url")
    @classmethod
    def _name_the_driver(cls, url: str) -> str:
        return driver_url(url)

    @property
    def issuer(self) -> str:
        """The issuer named in tokens."""
        return (self.public_url or f"http://{self.host}:{self.port}").rstrip("/")


def from_environment() -> Settings:
    """Read the settings from the environment; a missing one is named in the error."""
    return Settings()  # the fields come from the environment
