"""`python -m yipanqi_api.serve`: serve the API on HOST and PORT from the environment."""

import uvicorn

from yipanqi_core.settings import from_environment


def serve() -> None:
    """Run until a signal comes; requests under way get ten seconds to end."""
    settings = from_environment()
    uvicorn.run(
        "yipanqi_api.app:create_app_from_environment",
        factory=True,
        host=settings.host,
        port=settings.port,
        loop="uvloop",
        http="httptools",
        ws="none",
        log_config=None,
        access_log=False,
        server_header=False,
        proxy_headers=False,  # X-Forwarded-For is nobody's identity
        timeout_graceful_shutdown=10,
    )


if __name__ == "__main__":
    serve()
