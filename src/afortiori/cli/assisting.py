"""``mcp``: the server that an assistant asks."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING, Any

from afortiori.cli.options import ANSWERED, today
from afortiori.errors import MissingExtra, bad_option

if TYPE_CHECKING:
    from afortiori.mcp.serving import Door

PORT = 8799


def add(commands: Any) -> None:
    """Add ``mcp``."""
    parser = commands.add_parser("mcp", help="serve an assistant by the Model Context Protocol")
    parser.add_argument("--http", metavar="HOST:PORT", help="over HTTP instead of standard input and output")
    parser.add_argument(
        "--allow-host", metavar="NAME", action="append", default=[], help="a Host header to take; repeatable"
    )
    parser.add_argument(
        "--allow-origin", metavar="ORIGIN", action="append", default=[], help="an origin to take; repeatable"
    )
    parser.add_argument("--token-file", metavar="FILE", help="the token that every request must show, in a file")
    parser.set_defaults(run=_mcp)


def _mcp(options: argparse.Namespace) -> int:
    try:
        from afortiori.mcp import serving
    except ModuleNotFoundError:
        raise MissingExtra("mcp", "afortiori mcp") from None
    if options.http is None:
        if options.allow_host or options.allow_origin or options.token_file:
            raise bad_option(
                "hosts, origins and a token are for HTTP", "give --http HOST:PORT as well, or leave them out"
            )
        serving.serve(today)
    else:
        serving.serve_http(today, _door(options))
    return ANSWERED


def _door(options: argparse.Namespace) -> Door:
    from pathlib import Path

    from afortiori.mcp.serving import Door
    from afortiori.store.certifying import file_bytes

    host, _, port = options.http.rpartition(":")
    if not host or not port.isascii() or not port.isdigit() or not 0 < int(port) < 65_536:
        raise bad_option(f"'{options.http[:80]}' is no address", f"write one such as 127.0.0.1:{PORT}")
    token = (
        file_bytes(Path(options.token_file), "a file with a token").decode("utf-8", "replace").strip()
        if options.token_file
        else ""
    )
    return Door(host.strip("[]"), int(port), tuple(options.allow_host), tuple(options.allow_origin), token)
