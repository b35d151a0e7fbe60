"""``serve``: the workbench, at an address of this machine or shared by many; ``account``: who may sign in."""

from __future__ import annotations

import argparse
import sys
from typing import TYPE_CHECKING, Any

from afortiori.cli.options import ANSWERED
from afortiori.errors import bad_option

if TYPE_CHECKING:
    from pathlib import Path

    from afortiori.store.cabinet.people import Roll
    from afortiori.workbench.serving import Sharing

PORT = 8642
DATABASE = "keep matters in PostgreSQL: postgresql://NAME:PASSWORD@HOST/DATABASE; default: $AFORTIORI_DATABASE"


def add(commands: Any) -> None:
    """Add ``serve`` and ``account``."""
    _add_serve(commands)
    _add_account(commands)


def _add_serve(commands: Any) -> None:
    parser = commands.add_parser("serve", help="open the workbench: pages on which the facts of a matter are worked")
    parser.add_argument(
        "--port", metavar="N", type=_port, default=PORT, help=f"default: {PORT}; 0 for any that is free"
    )
    parser.add_argument("--no-browser", action="store_true", help="print the address and open no browser")
    _where(parser)
    parser.add_argument("--shared", action="store_true", help="for many, each with an account (see account)")
    parser.add_argument("--bind", metavar="ADDRESS", help="with --shared: the interface; default: 127.0.0.1")
    parser.add_argument("--address", metavar="URL", help="with --shared: the address that people open")
    parser.add_argument(
        "--certificate", metavar="FILE", help="with --shared: answer by HTTPS with this certificate (PEM)"
    )
    parser.add_argument("--key", metavar="FILE", help="the key of the certificate (PEM)")
    parser.add_argument(
        "--behind-proxy", action="store_true", help="with --shared: a proxy in front does TLS; believe it"
    )
    parser.set_defaults(run=_serve)


def _add_account(commands: Any) -> None:
    parser = commands.add_parser("account", help="who may sign in to a workbench that is shared")
    doing = parser.add_subparsers(title="what to do", metavar="DO", required=True, dest="do")
    told = {
        "list": "every account",
        "add": "a new account; its password is asked for, or read from standard input",
        "password": "another password; every session of the account ends",
        "close": "nobody signs in by it any more, and its sessions end",
        "adopt": "make it the owner of every matter, base and chart that nobody owns",
        "give": "make another the owner of all that it owns, such as before it is closed",
    }
    for name, help in told.items():
        one = doing.add_parser(name, help=help)
        if name != "list":
            one.add_argument("name", metavar="NAME")
        if name == "add":
            one.add_argument("--administrator", action="store_true", help="may read the log")
        if name == "give":
            one.add_argument("to", metavar="TO")
        _where(one)
    parser.set_defaults(run=_account)


def _where(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--data", metavar="FOLDER", help="where matters and bases are kept")
    parser.add_argument("--database", metavar="ADDRESS", help=DATABASE)


def _port(text: str) -> int:
    if not text.isascii() or not text.isdigit() or int(text) > 65535:
        raise argparse.ArgumentTypeError("a port is a number from 0 to 65535")
    return int(text)


def _folder(options: argparse.Namespace) -> Path:
    from pathlib import Path

    from afortiori.store.places import data_folder

    return Path(options.data) if options.data else data_folder()


def _database(options: argparse.Namespace) -> str:
    from afortiori.store.places import database_address

    return options.database or database_address()


def _serve(options: argparse.Namespace) -> int:
    from datetime import datetime

    from afortiori.workbench.serving import Serving, serve

    serving = Serving(
        _folder(options), _person(), options.port, lambda: datetime.now().astimezone(), _database(options), _sharing(options)
    )  # fmt: skip
    serve(serving, _told(options))
    return ANSWERED


def _sharing(options: argparse.Namespace) -> Sharing | None:
    from afortiori.workbench.serving import HOST, Sharing

    given = (options.bind, options.address, options.certificate, options.key, options.behind_proxy)
    if not options.shared:
        if any(given):
            raise bad_option("a workbench that is not shared answers on this machine only", "give --shared too")
        return None
    return Sharing(
        options.bind or HOST, options.address or "", options.certificate or "", options.key or "", options.behind_proxy
    )


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
        if not options.no_browser and not options.shared:
            import webbrowser

            if not webbrowser.open(once):
                print("No browser was found: open the address above.", file=sys.stderr)

    return told


def _account(options: argparse.Namespace) -> int:
    from contextlib import closing

    from afortiori.store.cabinet.opening import cabinet_at
    from afortiori.store.cabinet.people import Roll

    with closing(cabinet_at(_folder(options), _database(options))) as cabinet:
        print(_done(Roll(cabinet.ground), options))
    return ANSWERED


def _done(roll: Roll, options: argparse.Namespace) -> str:
    """What was done to an account, in words; BadInput where there is none of that name."""
    if options.do == "list":
        return "\n".join(_line(account) for account in roll.accounts()) or "no accounts: afortiori account add NAME"
    known = {account.name for account in roll.accounts()}
    if options.do == "add":
        return _added(roll, options, known)
    for name in (options.name, getattr(options, "to", options.name)):
        if name not in known:
            raise bad_option(f"no account '{name[:80]}'", "'afortiori account list' shows every one")
    return _changed(roll, options)


def _line(account: Any) -> str:
    what = [word for word, so in (("administrator", account.administrator), ("closed", account.closed)) if so]
    return ", ".join([account.name, *what, f"since {account.since[:10]}"])


def _added(roll: Roll, options: argparse.Namespace, known: set[str]) -> str:
    from datetime import UTC, datetime

    from afortiori.workbench.accounts import kept, named

    name = named(options.name)
    if name in known:
        raise bad_option(f"the name '{name}' was given before", "names are never given again: choose another")
    since = datetime.now(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")
    roll.add(name, kept(_password(), name), since, administrator=options.administrator)
    return f"{name} can sign in"


def _changed(roll: Roll, options: argparse.Namespace) -> str:
    name = options.name
    if options.do == "password":
        from afortiori.workbench.accounts import kept

        roll.renew(name, kept(_password(), name))
        return f"{name} can sign in with the new password"
    if options.do == "close":
        roll.shut(name)
        return f"{name} is closed"
    if options.do == "give":
        return f"{options.to} now owns {roll.hand_over(name, options.to)} that {name} owned"
    from afortiori.store.index.sections import own_indexes
    from afortiori.store.pack import own_packs

    bases = _folder(options) / "bases"
    return f"{name} now owns {roll.adopt(name, (*own_packs(bases), *own_indexes(bases)))} that nobody owned"


def _password() -> str:
    """The password typed twice on a terminal, else the line of standard input."""
    if not sys.stdin.isatty():
        return sys.stdin.readline().rstrip("\r\n")
    from getpass import getpass

    first = getpass("Password: ")
    if first != getpass("The same again: "):
        raise bad_option("the two are not alike", "try again")
    return first
