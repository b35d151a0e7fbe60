"""A process that has loaded the program and forks one for each command: that of a user, but for the time in which it starts.

The other end of the socket that the first argument names sends the arguments, the folder and the surroundings of a command, with
descriptors for its answer and for what it says of faults; it is told the exit status.
"""

from __future__ import annotations

import atexit
import gc
import json
import os
import socket
import subprocess
import sys
from functools import cache
from typing import IO, NoReturn

MOST = 1 << 20
SECONDS = 60


def run(arguments: list[str], folder: str, surroundings: dict[str, str], out: IO[bytes], err: IO[bytes]) -> int:
    """The exit status of a command; TimeoutError where it takes more than a minute."""
    ours = _started(surroundings["PYTHONPATH"])
    ours.settimeout(SECONDS)
    socket.send_fds(ours, [json.dumps([arguments, folder, surroundings]).encode()], [out.fileno(), err.fileno()])
    try:
        return int(ours.recv(8))
    except TimeoutError:
        _started.cache_clear()
        raise


@cache
def _started(path: str) -> socket.socket:
    """The socket of the process, which ends with it."""
    ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
    with theirs:
        command = [sys.executable, __file__, str(theirs.fileno())]
        process = subprocess.Popen(command, stdin=subprocess.DEVNULL, env=os.environ | {"PYTHONPATH": path}, pass_fds=[theirs.fileno()])  # fmt: skip
    atexit.register(process.wait)
    atexit.register(process.kill)
    atexit.register(ours.close)
    return ours


def main() -> None:
    """Serve until nobody asks any more."""
    import afortiori
    from afortiori.cli import whole_parser

    requests = socket.socket(fileno=int(sys.argv[1]))
    for name in afortiori.__all__:
        getattr(afortiori, name)
    whole_parser()
    gc.collect()
    gc.freeze()
    while True:
        message, descriptors, _, _ = socket.recv_fds(requests, MOST, 2)
        if not message:
            return
        process = os.fork()
        if not process:
            requests.close()
            _work(*json.loads(message), *descriptors)
        for descriptor in descriptors:
            os.close(descriptor)
        _, status = os.waitpid(process, 0)
        requests.send(str(os.waitstatus_to_exitcode(status)).encode())


def _work(arguments: list[str], folder: str, surroundings: dict[str, str], out: int, err: int) -> NoReturn:
    """Run the command as ``python -m afortiori`` does."""
    from afortiori.cli import main as command

    status = 1
    try:
        os.dup2(out, 1)
        os.dup2(err, 2)
        os.close(out)
        os.close(err)
        os.chdir(folder)
        os.environ.clear()
        os.environ.update(surroundings)
        sys.argv = ["afortiori", *arguments]
        status = command()
    except SystemExit as ended:
        status = ended.code if isinstance(ended.code, int) else 0
    except BaseException:
        sys.excepthook(*sys.exc_info())
    finally:
        atexit._run_exitfuncs()
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(status)


if __name__ == "__main__":
    main()
