"""``serve``: the workbench, at an address of this machine."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import Any

from afortiori.cli.options import ANSWERED

PORT = 8642


def add(commands: Any) -> None:
    """Add ``serve``."""
    parser = commands.add_parser("serve", help="open the workbench: pages on which the facts of a matter are worked")
    parser.add_argument(
        "--port", metavar="N", type=_port, default=PORT, help=f"default: {PORT}; 0 for any that is free"
    )
    parser.add_argument("--no-browser", action="store_true", help="print the address and open no browser")
    parser.add_argument("--data", metavar="FOLDER", help="where matters and bases are kept")
    parser.set_defaults(run=_serve)


def _port(text: str) -> int:
    if not text.isascii() or not text.isdigit() or int(text) > 65535:
        raise argparse.ArgumentTypeError("a port is a number from 0 to 65535")
    return int(text)


def _serve(options: argparse.Namespace) -> int:
    from datetime import datetime

    from afortiori.store.places import data_folder
    from afortiori.workbench.serving import Serving, serve

    folder = Path(options.data) if options.data else data_folder()
    serve(Serving(folder, _person(), options.port, lambda: datetime.now().astimezone()), _told(options))
    return ANSWERED


def _person() -> str:
    """Who is at the page, as the machine knows her: what she saves bears that name."""
    from getpass import getuser

    try:
        return getuser()
    except (KeyError, OSError, ImportError):
        return "you"


def _told(options: argparse.Namespace) -> Any:
    def told(printed: str, once: str) -> None:
        print(f"The workbench is open at {printed}\nCtrl-C ends it.", flush=True)
        if not options.no_browser:
            import webbrowser

            if not webbrowser.open(once):
                print("No browser was found: open the address above.", file=sys.stderr)

    return told
