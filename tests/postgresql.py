"""A real server of PostgreSQL for the tests: its own folder, its own socket, an unprivileged user, gone in the end."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path

import pytest

PROGRAMS = max(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda path: int(path.parent.name), default=None)
USER = "postgres"
MEMORY, ENOUGH = Path("/dev/shm"), 4 << 30
_numbers = count(1)


class Server:
    """A server that listens on a socket in its own folder and nowhere else."""

    def __init__(self, folder: Path, most: int | None = None) -> None:
        self.folder, self.most = folder, most
        self._do(
            "initdb",
            "-D",
            str(folder / "data"),
            "-U",
            "afortiori",
            "-A",
            "trust",
            "-E",
            "UTF8",
            "--no-sync",
            "--locale=C",
        )
        options = f"-c listen_addresses='' -k {folder} -c fsync=off -c max_connections=200"
        self._do("pg_ctl", "-D", str(folder / "data"), "-w", "-l", str(folder / "log"), "-o", options, "start")

    def database(self) -> str:
        """The address of a new, empty database."""
        name = f"matters_{next(_numbers)}"
        self._do("createdb", "-h", str(self.folder), "-U", "afortiori", name)
        return self.address(name)

    def address(self, name: str) -> str:
        """The address of a database."""
        return f"postgresql://afortiori@/{name}?host={self.folder}"

    def stop(self) -> None:
        """End it."""
        self._do("pg_ctl", "-D", str(self.folder / "data"), "-m", "immediate", "-w", "stop")

    def _do(self, program: str, *arguments: str) -> None:
        assert PROGRAMS is not None
        command = [str(PROGRAMS / program), *arguments]
        if os.geteuid() == 0:
            command = ["setpriv", "--reuid", USER, "--regid", USER, "--clear-groups", *command]
        if self.most is not None:
            command = ["prlimit", f"--fsize={self.most}:", *command]
        subprocess.run(command, check=True, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, cwd="/")  # fmt: skip


@contextmanager
def served(most: int | None = None) -> Iterator[Server]:
    """A server whose files grow to ``most`` bytes; the test is skipped where PostgreSQL or its driver is not installed."""
    pytest.importorskip("pg8000", reason="the extra 'postgres' is not installed")
    pytest.importorskip("sqlalchemy", reason="the extra 'postgres' is not installed")
    if PROGRAMS is None:
        pytest.skip("PostgreSQL is not installed in /usr/lib/postgresql")
    # A short path of its own: that of a socket is bounded, and pytest's folders are closed to another user. In memory, where there is
    # enough of it: a database is a thousand files.
    roomy = MEMORY.is_dir() and os.access(MEMORY, os.W_OK) and shutil.disk_usage(MEMORY).free > ENOUGH
    folder = Path(tempfile.mkdtemp(prefix="afortiori-pg-", dir=MEMORY if roomy else "/tmp"))
    try:
        if os.geteuid() == 0:
            shutil.chown(folder, USER, USER)
        server = Server(folder, most)
        try:
            yield server
        finally:
            server.stop()
    finally:
        shutil.rmtree(folder, ignore_errors=True)
