"""The workbench served: on this machine only, at an address with the token that opens it."""

from __future__ import annotations

import socket
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from afortiori.errors import MissingExtra, bad_option

HOST = "127.0.0.1"
BACKLOG = 512


@dataclass(frozen=True, slots=True)
class Serving:
    """What is served: where the data lie, who is at the page, the port (0 for any that is free), and the clock."""

    folder: Path
    person: str
    port: int
    clock: Callable[[], datetime]


def serve(serving: Serving, ready: Callable[[str, str], None]) -> None:
    """Serve until stopped; ``ready`` is told the address to print, and the one to open a browser with, which opens once."""
    try:
        import uvicorn

        from afortiori.workbench.app import Place, application
    except ImportError:
        raise MissingExtra("web", "the workbench") from None
    from afortiori.store.cabinet.sqlite import SqliteCabinet
    from afortiori.workbench.desk import Desk
    from afortiori.workbench.session import Sessions

    with _bound(serving.port) as listening:
        port = listening.getsockname()[1]
        cabinet = SqliteCabinet(serving.folder / "matters.sqlite")
        sessions = Sessions(serving.person)
        hosts = frozenset(f"{name}:{port}" for name in (HOST, "localhost"))
        desk = Desk(cabinet, serving.folder, serving.clock)
        app = application(desk, sessions, Place(hosts, f"afortiori_{port}"))
        config = uvicorn.Config(
            app, log_level="warning", access_log=False, server_header=False, lifespan="off", ws="none", backlog=BACKLOG
        )
        ready(*(f"http://{HOST}:{port}/enter?token={token}" for token in (sessions.printed, sessions.once)))
        try:
            uvicorn.Server(config).run([listening])
        finally:
            cabinet.close()


def _bound(port: int) -> socket.socket:
    """A socket that listens on this machine only."""
    # Named as TCP, so that asyncio sends what is ready at once: else each answer waits 40 ms for an acknowledgement.
    listening = socket.socket(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listening.bind((HOST, port))
        listening.listen(BACKLOG)  # so that a browser that is quick waits, and is not refused
    except OSError as error:
        listening.close()
        raise bad_option(
            f"port {port} cannot be used: {error.strerror}", "give --port 0 for any that is free"
        ) from None
    return listening
