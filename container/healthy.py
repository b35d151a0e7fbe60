"""Whether the workbench in this container answers: its page for signing in, under the name that people open, at the port given."""

from __future__ import annotations

import os
import ssl
import sys
from http.client import HTTPConnection, HTTPException, HTTPSConnection
from urllib.parse import urlsplit


def main() -> int:
    """0 where it answers with that page, else 1."""
    address, port = urlsplit(os.environ.get("AFORTIORI_ADDRESS", "")), int(sys.argv[1])
    try:
        connection = _connection(port) if address.scheme == "https" else HTTPConnection("127.0.0.1", port, timeout=4)
        connection.request("GET", "/sign-in", headers={"Host": address.netloc})
        return int(connection.getresponse().status != 200)
    except (OSError, HTTPException):
        return 1


def _connection(port: int) -> HTTPSConnection:
    """To this very machine: whose certificate it is need not be asked."""
    context = ssl.create_default_context()
    context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
    return HTTPSConnection("127.0.0.1", port, timeout=4, context=context)


if __name__ == "__main__":
    sys.exit(main())
