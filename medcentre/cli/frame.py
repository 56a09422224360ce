"""The frame of all commands: languages, options everyone shares, exit codes."""

import argparse
import getpass
import importlib
import os
import pkgutil
import sys
import warnings
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NoReturn

from medcentre import config
from medcentre.kernel.context import ServiceContext
from medcentre.kernel.errors import DomainError
from medcentre.kernel.wording import Lang, explain_error, label

DONE, REFUSED, USAGE, FINDINGS = 0, 1, 2, 3


class Job:
    """One run of one command: its arguments, the language, the centre, the mouth."""

    def __init__(self, args: argparse.Namespace, lang: Lang) -> None:
        self.args = args
        self.lang = lang

    @property
    def location(self) -> str:
        """Folder or address of the centre this command works on."""
        return config.location(self.args.data)

    @contextmanager
    def centre(self, *, create: bool = False) -> Iterator[ServiceContext]:
        """The opened centre: by `--user` with a typed password, else by the scripts' passphrase.

        With `create` a store that is not there yet is made.
        """
        from medcentre import bootstrap  # the store: commands with a window load it beside them

        ctx = self._open(create)
        try:
            yield ctx
        finally:
            bootstrap.close(ctx)

    def _open(self, create: bool) -> ServiceContext:
        from medcentre import bootstrap  # as above

        if self.args.user:
            password = getpass.getpass(self.word("cli.password_of", user=self.args.user))
            at = bootstrap.desk(lang=self.lang)
            return bootstrap.sign_in(self.location, self.args.user, password, at=at)
        return bootstrap.open_for_scripts(
            self.location, self.passphrase(), create=create, lang=self.lang
        )

    def passphrase(self) -> str:
        """MEDCENTRE_PASSPHRASE, or asked for; servers open without (it seals their backups)."""
        if "://" in self.location:
            return config.passphrase() or ""
        return config.passphrase() or self.ask_secret("cli.passphrase")

    def ask_secret(self, key: str, /, **facts: Any) -> str:
        """Ask for a secret without showing it."""
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", getpass.GetPassWarning)  # a pipe has no echo to control
            return getpass.getpass(self.word(key, **facts) + " ")

    def word(self, key: str, /, **facts: Any) -> str:
        """A text of the catalogues in the chosen language."""
        return label(key, self.lang).format_map(facts)

    def say(self, key: str, /, **facts: Any) -> None:
        """One line to standard output."""
        print(self.word(key, **facts))

    def plain(self, text: str) -> None:
        """A line that is data, not a sentence."""
        print(text)

    def warn(self, text: str) -> None:
        """One line to standard error."""
        print(text, file=sys.stderr)

    def progress(self, done: int, total: int) -> None:
        """A moving line on a terminal, nothing in a pipe."""
        if sys.stderr.isatty():
            print(f"\r{done * 100 // max(total, 1):3d} %", end="", file=sys.stderr, flush=True)


Run = Callable[[Job], int]


class _Formatter(argparse.HelpFormatter):
    """Help in both languages: argparse's own few words are replaced."""

    def add_usage(self, usage: Any, actions: Any, groups: Any, prefix: str | None = None) -> None:
        super().add_usage(usage, actions, groups, _words("usage") if prefix is None else prefix)


class _Parser(argparse.ArgumentParser):
    """Refuses wrong usage in the chosen language with exit code 2."""

    def __init__(self, **settings: Any) -> None:
        settings.setdefault("formatter_class", _Formatter)
        settings["add_help"] = False
        super().__init__(**settings)
        self._positionals.title, self._optionals.title = _words("arguments"), _words("options")
        self.add_argument("-h", "--help", action="help", help=_words("help"))

    def error(self, message: str) -> NoReturn:
        self.print_usage(sys.stderr)
        self.exit(USAGE, f"{_words('wrong')}{message}\n")


_lang = Lang.ZH


def _words(key: str) -> str:
    return label(f"cli_frame.{key}", _lang)


class Commands:
    """Where modules register their commands."""

    def __init__(self, parser: argparse.ArgumentParser, lang: Lang) -> None:
        self.lang = lang
        self._choices = parser.add_subparsers(
            title=_words("commands"), metavar="COMMAND", dest="command", parser_class=_Parser
        )
        self._groups: dict[str, Commands] = {}

    def add(self, name: str, help_key: str, run: Run) -> argparse.ArgumentParser:
        """A command; its help is the label `help_key`. Returns the parser for its arguments."""
        text = label(help_key, self.lang)
        parser = self._choices.add_parser(name, help=text, description=text, epilog=_words("codes"))
        share_options(parser)
        parser.set_defaults(run=run)
        return parser

    def group(self, name: str, help_key: str) -> "Commands":
        """A command with commands of its own, made at first asking."""
        if name not in self._groups:
            text = label(help_key, self.lang)
            parser = self._choices.add_parser(name, help=text, description=text)
            self._groups[name] = Commands(parser, self.lang)
            parser.set_defaults(run=lambda _job: _show(parser))
        return self._groups[name]

    def text(self, key: str) -> str:
        """Help text of an argument, by label."""
        return label(key, self.lang)


def _show(parser: argparse.ArgumentParser) -> int:
    parser.print_help(sys.stderr)
    return USAGE


def share_options(parser: argparse.ArgumentParser) -> None:
    """What every command understands."""
    parser.add_argument("--data", metavar="STORE", help=_words("data"))
    parser.add_argument("--user", metavar="NAME", help=_words("user"))
    parser.add_argument("--lang", choices=[str(x) for x in Lang], help=_words("lang"))


def _wanted_language(argv: Sequence[str]) -> Lang:
    """The language must be known before the help texts are built."""
    for index, part in enumerate(argv):
        if part == "--lang" and index + 1 < len(argv):
            return config.language(argv[index + 1])
        if part.startswith("--lang="):
            return config.language(part.removeprefix("--lang="))
    return config.language()


Register = Callable[[Commands], None]


def _modules(word: str, extra: Mapping[str, Register]) -> Iterator[Register]:
    """Whoever registers commands. A window and the solver start quickly: theirs come alone."""
    if word in extra:
        yield extra[word]
        return
    package = importlib.import_module("medcentre.cli")
    names = sorted(found.name for found in pkgutil.iter_modules(package.__path__))
    for name in (word,) if word in _ALONE else names:
        module = importlib.import_module(f"medcentre.cli.{name}")
        if register := getattr(module, "register", None):
            yield register
    yield from () if word in _ALONE else dict.fromkeys(extra.values())


_ALONE = ("solver",)
"""Commands that are the only one of the module of their name."""


def main(argv: Sequence[str] | None = None, extra: Mapping[str, Register] | None = None) -> int:
    """Run one command line; the exit code. `extra`: commands of other packages by name."""
    global _lang  # noqa: PLW0603 - argparse builds its texts before it has read --lang
    argv = list(sys.argv[1:] if argv is None else argv)
    _lang = lang = _wanted_language(argv)
    parser = _Parser(prog="medcentre", description=_words("about"), epilog=_words("codes"))
    parser.add_argument("--lang", choices=[str(x) for x in Lang], help=_words("lang"))
    commands = Commands(parser, lang)
    for register in _modules(argv[0] if argv else "", extra or {}):
        register(commands)
    try:
        args = parser.parse_args(argv)
        if args.command is None:
            return _show(parser)
        run: Run = args.run
        return run(Job(args, lang))
    except SystemExit as leaving:
        return int(leaving.code or 0)
    except DomainError as refusal:
        print(explain_error(refusal, lang), file=sys.stderr)
        return REFUSED
    except KeyboardInterrupt:
        print(file=sys.stderr)
        return REFUSED
    except EOFError:
        print(_words("no_secret"), file=sys.stderr)
        return REFUSED
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return DONE


def existing_file(text: str) -> Path:
    """An argument that names a file which is there."""
    path = Path(text).expanduser()
    if not path.is_file():
        raise argparse.ArgumentTypeError(_words("no_file") + text)
    return path
