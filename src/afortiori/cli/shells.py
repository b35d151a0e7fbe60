"""What a shell completes, and the manual page: both read from the parser, so that neither can lag behind it."""

from __future__ import annotations

import argparse
import re
from collections.abc import Iterator
from typing import NamedTuple

SHELLS = ("bash", "zsh", "fish")
FILES = ("FILE", "PATH", "DIR", "FOLDER", "CHART", "OPINION", "DRAFT", "TABLE", "MATTER", "SOURCE")


class Option(NamedTuple):
    """An option: its names, what its value is called (empty: it takes none), its choices, what it does."""

    names: tuple[str, ...]
    value: str
    choices: tuple[str, ...]
    help: str


class Command(NamedTuple):
    """A command: its words, what it does, what stands on its line, its options, and what its first word alone is for."""

    words: tuple[str, ...]
    help: str
    arguments: tuple[Option, ...]
    options: tuple[Option, ...]
    family: str = ""

    @property
    def files(self) -> bool:
        """Whether files may be named on its line."""
        return any(argument.value.startswith(FILES) for argument in (*self.arguments, *self.options))


def commands_of(
    parser: argparse.ArgumentParser, words: tuple[str, ...] = (), help: str = "", family: str = ""
) -> Iterator[Command]:
    """Every command of a parser, with those below it, in the order of ``--help``."""
    actions = parser._actions
    below = [action for action in actions if isinstance(action, argparse._SubParsersAction)]
    if not below:
        own = [action for action in actions if action.dest != "help"]
        arguments = tuple(_option(action) for action in own if not action.option_strings)
        options = tuple(_option(action) for action in own if action.option_strings)
        yield Command(words, help, arguments, options, family or help)
    for action in below:
        told = {choice.dest: choice.help or "" for choice in action._choices_actions}
        for name, inner in action.choices.items():
            yield from commands_of(inner, (*words, name), told.get(name, ""), family or told.get(name, ""))


def _option(action: argparse.Action) -> Option:
    choices = tuple(map(str, action.choices or ()))
    value = "" if action.nargs == 0 else str(action.metavar or "|".join(choices) or action.dest)
    return Option(tuple(action.option_strings), value, choices, action.help or "")


def completion(shell: str, parser: argparse.ArgumentParser) -> str:
    """The script by which a shell completes the program's commands, options and choices; files elsewhere."""
    found = list(commands_of(parser))
    return {"bash": _bash, "zsh": _zsh, "fish": _fish}[shell](found)


def _words(commands: list[Command]) -> list[str]:
    return list(dict.fromkeys(command.words[0] for command in commands))


def _offered(command: Command) -> list[str]:
    return sorted({name for option in command.options for name in option.names} | {"--help"})


def _choices(commands: list[Command]) -> Iterator[tuple[str, str]]:
    """Each option that has choices, with them; the first of a name speaks for all."""
    seen = set()
    for option in (option for command in commands for option in command.options if option.choices):
        for name in option.names:
            if name not in seen:
                seen.add(name)
                yield name, " ".join(option.choices)


def _below(commands: list[Command]) -> Iterator[tuple[str, str]]:
    """Each command that has others below it, with them."""
    for first in _words(commands):
        words = [command.words[1] for command in commands if command.words[0] == first and len(command.words) > 1]
        if words:
            yield first, " ".join(words)


def _bash(commands: list[Command]) -> str:
    names = " ".join([*_words(commands), "--help", "--version"])
    choices = "\n".join(
        f'    {name}) COMPREPLY=($(compgen -W "{words}" -- "$word")); return ;;' for name, words in _choices(commands)
    )
    below = "\n".join(f'    {first}) below="{words}" ;;' for first, words in _below(commands))
    cases = "\n".join(
        f'    "{joined}") offered="{offered}" ;;'
        for joined, offered in ((" ".join(command.words), " ".join(_offered(command))) for command in commands)
    )
    return BASH.replace("NAMES", names).replace("CHOICES", choices).replace("BELOW", below).replace("CASES", cases)


BASH = """\
# bash completion for afortiori: source this, or put it where bash-completion looks.
_afortiori() {
  local word="${COMP_WORDS[COMP_CWORD]}" before="${COMP_WORDS[COMP_CWORD-1]}" path="${COMP_WORDS[1]}" offered="" below=""
  COMPREPLY=()
  if [ "$COMP_CWORD" -eq 1 ]; then
    COMPREPLY=($(compgen -W "NAMES" -- "$word"))
    return
  fi
  case "$before" in
CHOICES
  esac
  case "$path" in
BELOW
  esac
  if [ -n "$below" ]; then
    if [ "$COMP_CWORD" -eq 2 ]; then
      COMPREPLY=($(compgen -W "$below" -- "$word"))
      return
    fi
    path="$path ${COMP_WORDS[2]}"
  fi
  case "$path" in
CASES
  esac
  if [[ "$word" == -* ]]; then
    COMPREPLY=($(compgen -W "$offered" -- "$word"))
  fi
}
complete -o default -F _afortiori afortiori
"""


def _zsh(commands: list[Command]) -> str:
    listed = "\n".join(f"    {_quoted(f'{word}:{_help_of(commands, word)}')}" for word in _words(commands))
    below = "\n".join(
        f"    {first}) (( CURRENT == 3 )) && {{ compadd {words}; return }} ;;" for first, words in _below(commands)
    )
    cases = "\n".join(
        f"    {_pattern(command.words)}) _arguments {' '.join(_specs(command))} '*:argument:{_what(command)}' ;;"
        for command in commands
    )
    return ZSH.replace("LISTED", listed).replace("BELOW", below).replace("CASES", cases)


ZSH = """\
#compdef afortiori
# zsh completion for afortiori: put this as _afortiori in a folder of $fpath.
_afortiori() {
  local -a known
  known=(
LISTED
  )
  if (( CURRENT == 2 )); then
    _describe command known
    return
  fi
  case "$words[2]" in
BELOW
  esac
  case "$words[2] $words[3] " in
CASES
  esac
}
_afortiori "$@"
"""


def _pattern(words: tuple[str, ...]) -> str:
    return '"' + " ".join(words) + ' "*'


def _what(command: Command) -> str:
    return "_files" if command.files else " "


def _specs(command: Command) -> Iterator[str]:
    for option in command.options:
        told = re.sub(r"[\[\]:]", " ", option.help)
        among = f"({' '.join(option.choices)})" if option.choices else "_files"
        value = f":{option.value.lower()}:{among}" if option.value else ""
        for name in option.names:
            yield _quoted(f"*{name}[{told}]{value}")


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "'\\''") + "'"


def _help_of(commands: list[Command], word: str) -> str:
    return next(command.family for command in commands if command.words[0] == word).replace(":", " ")


def _fish(commands: list[Command]) -> str:
    lines = ["# fish completion for afortiori: put this in ~/.config/fish/completions/afortiori.fish"]
    none = "__fish_use_subcommand"
    lines += [
        f"complete -c afortiori -f -n {none} -a {word} -d {_quoted(_help_of(commands, word))}"
        for word in _words(commands)
    ]
    for command in commands:
        when = "; and ".join(f"__fish_seen_subcommand_from {word}" for word in command.words)
        if len(command.words) > 1:
            seen = f"__fish_seen_subcommand_from {command.words[0]}"
            lines.append(
                f"complete -c afortiori -f -n {_quoted(seen)} -a {command.words[1]} -d {_quoted(command.help)}"
            )
        for option in command.options:
            names = " ".join(f"-l {name[2:]}" if name.startswith("--") else f"-s {name[1:]}" for name in option.names)
            value = f" -x -a {_quoted(' '.join(option.choices))}" if option.choices else " -r" if option.value else ""
            lines.append(f"complete -c afortiori -n {_quoted(when)} {names}{value} -d {_quoted(option.help)}")
    return "\n".join(lines) + "\n"


def manual(parser: argparse.ArgumentParser, version: str) -> str:
    """The manual page, in the language of man: ``afortiori man > afortiori.1``."""
    lines = [
        f'.TH AFORTIORI 1 "" "afortiori {_roff(version)}" "User Commands"',
        ".SH NAME", "afortiori \\- reasoning from precedent",
        ".SH SYNOPSIS", ".B afortiori", ".I COMMAND", "[options]",
        ".SH DESCRIPTION", _roff(parser.description or ""),
        ".SH COMMANDS",
    ]  # fmt: skip
    for command in commands_of(parser):
        line = " ".join([*command.words, *(_shown(argument) for argument in command.arguments)])
        lines += [f".SS {_roff(line)}", _roff(_sentence(command.help))]
        for option in command.options:
            names = ", ".join(f"\\fB{_roff(name)}\\fR" for name in option.names)
            value = f" \\fI{_roff(option.value)}\\fR" if option.value else ""
            lines += [".TP", names + value, _roff(_sentence(option.help))]
    lines += [".SH EXIT STATUS", _roff(_sentence((parser.epilog or "").removeprefix("Exit status: ")))]
    lines += [
        ".SH ENVIRONMENT",
        ".TP", "AFORTIORI_PACKS", "Folders with packs, or of packs, separated as in PATH.",
        ".TP", "AFORTIORI_CACHE", "Where compiled packs are kept.",
        ".TP", "NO_COLOR", "No colour in a terminal.",
    ]  # fmt: skip
    return "\n".join(line for line in lines if line) + "\n"


def _shown(argument: Option) -> str:
    return argument.value or "|".join(argument.choices)


def _sentence(text: str) -> str:
    return f"{text[:1].upper()}{text[1:]}." if text and not text.endswith(".") else text


def _roff(text: str) -> str:
    """Text that man prints as it is."""
    escaped = text.replace("\\", "\\e").replace("-", "\\-")
    return "\\&" + escaped if escaped.startswith((".", "'")) else escaped
