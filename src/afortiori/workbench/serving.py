"""The workbench served: to one person at this machine, by an address with a token; or to many, behind accounts."""

from __future__ import annotations

import socket
import ssl
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from ipaddress import ip_address
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from afortiori.errors import BadInput, MissingExtra, Problem, bad_option
from afortiori.store.cabinet.opening import cabinet_at

if TYPE_CHECKING:
    from afortiori.workbench.app import Place

HOST = "127.0.0.1"
BACKLOG = 512
PATIENCE = (
    3  # seconds that an answer has to go out once it is to end; a browser may hold a connection for half a minute
)


@dataclass(frozen=True, slots=True)
class Sharing:
    """How a workbench is shared: the interface, the address that people open, and its TLS: its own, or that of a proxy."""

    bind: str = HOST
    address: str = ""
    certificate: str = ""
    key: str = ""
    behind_proxy: bool = False

    @property
    def secure(self) -> bool:
        """Whether people reach it by HTTPS."""
        return bool(self.certificate) or self.behind_proxy


@dataclass(frozen=True, slots=True)
class Serving:
    """What is served: where the data lie, who is at the page, the port (0 for any that is free), and the clock."""

    folder: Path
    person: str
    port: int
    clock: Callable[[], datetime]
    database: str = ""
    sharing: Sharing | None = None


def serve(serving: Serving, ready: Callable[[str, str], None]) -> None:
    """Serve until stopped; ``ready`` is told the address to print, and the one to open a browser with, which opens once."""
    try:
        import uvicorn

        from afortiori.workbench.app import application
    except ImportError:
        raise MissingExtra("web", "the workbench") from None
    from afortiori.workbench.accounts import Accounts
    from afortiori.workbench.desk import Desk
    from afortiori.workbench.session import Sessions

    checked(serving.sharing)
    sharing = serving.sharing or Sharing()
    with _bound(sharing.bind, serving.port) as listening:
        port = listening.getsockname()[1]
        cabinet = cabinet_at(serving.folder, serving.database)
        desk = Desk(cabinet, serving.folder, serving.clock)
        door = Accounts(desk.roll, serving.clock) if serving.sharing else Sessions(serving.person)
        place, base = _place(sharing, port), _base(sharing, port)
        app = application(desk, door, place)
        # What forwarding says is the guard's to judge: uvicorn would believe it of anything on this machine.
        config = uvicorn.Config(
            app, log_level="warning", access_log=False, server_header=False, lifespan="off", ws="none", backlog=BACKLOG,
            proxy_headers=False, timeout_graceful_shutdown=PATIENCE,
            ssl_certfile=sharing.certificate or None, ssl_keyfile=sharing.key or None,
        )  # fmt: skip
        if isinstance(door, Sessions):
            ready(*(f"{base}/enter?token={token}" for token in (door.printed, door.once)))
        else:
            ready(base, base)
        try:
            uvicorn.Server(config).run([listening])
        finally:
            cabinet.close()


def checked(sharing: Sharing | None) -> None:
    """Nothing where a workbench may be shared so; BadInput with every fault."""
    if sharing is None:
        return
    faults = [Problem("", 0, what, remedy) for wrong, what, remedy in _faults(sharing) if wrong]
    if faults:
        raise BadInput(faults)
    if sharing.certificate:
        try:
            ssl.create_default_context(ssl.Purpose.CLIENT_AUTH).load_cert_chain(sharing.certificate, sharing.key)
        except OSError as error:
            what = f"the certificate and its key cannot be used: {error.strerror or error}"
            raise bad_option(what, "give PEM files that belong together; the key without a password") from None


def _faults(sharing: Sharing) -> list[tuple[bool, str, str]]:
    split = urlsplit(sharing.address)
    scheme = "https" if sharing.secure else "http"
    own = bool(sharing.certificate or sharing.key)
    return [
        (not _number(sharing.bind), f"'{sharing.bind}' is no interface", "write a number, such as 127.0.0.1 or 0.0.0.0"),
        (not _near(sharing.bind) and not sharing.secure, "passwords would go over the network in the clear",
         "give --certificate and --key, or --behind-proxy where a proxy in front does TLS"),
        (bool(sharing.certificate) != bool(sharing.key), "a certificate needs its key, and a key its certificate", "give both"),
        (own and sharing.behind_proxy, "TLS is done here or by the proxy, not twice", "give one of the two"),
        (not sharing.address and (sharing.behind_proxy or _any(sharing.bind)), "the address that people open is not known",
         "give --address https://NAME"),
        (bool(sharing.address) and (split.scheme, bool(split.hostname)) != (scheme, True),
         f"'{sharing.address}' is not the address that people open", f"write {scheme}://NAME or {scheme}://NAME:PORT"),
    ]  # fmt: skip


def _number(bind: str) -> bool:
    try:
        return bool(ip_address(bind))
    except ValueError:
        return False


def _near(bind: str) -> bool:
    return _number(bind) and ip_address(bind).is_loopback


def _any(bind: str) -> bool:
    return _number(bind) and ip_address(bind).is_unspecified


def _base(sharing: Sharing, port: int) -> str:
    host = f"[{sharing.bind}]" if ":" in sharing.bind else sharing.bind
    return sharing.address.rstrip("/") or f"{'https' if sharing.secure else 'http'}://{host}:{port}"


def _place(sharing: Sharing, port: int) -> Place:
    from afortiori.workbench.app import Place

    split = urlsplit(_base(sharing, port))
    hosts = {split.netloc.lower()}
    if split.port is None:
        hosts.add(f"{split.hostname}:{443 if sharing.secure else 80}")
    if _near(sharing.bind) and not sharing.behind_proxy:
        hosts |= {f"{HOST}:{port}", f"localhost:{port}"}
    cookie = "__Host-afortiori" if sharing.secure else f"afortiori_{port}"
    return Place(frozenset(hosts), cookie, sharing.secure, sharing.behind_proxy)


def _bound(host: str, port: int) -> socket.socket:
    """A socket that listens on one interface only."""
    # Named as TCP, so that asyncio sends what is ready at once: else each answer waits 40 ms for an acknowledgement.
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listening = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listening.bind((host, port))
        listening.listen(BACKLOG)  # so that a browser that is quick waits, and is not refused
    except OSError as error:
        listening.close()
        raise bad_option(
            f"port {port} cannot be used: {error.strerror}", "give --port 0 for any that is free"
        ) from None
    return listening
