"""statement and contract load: month-end without a screen."""

import argparse
from pathlib import Path

from medcentre.cli.frame import DONE, Commands, Job, existing_file
from medcentre.fees.acts import close_month, load_contract, reckon
from medcentre.fees.commands import CloseMonth
from medcentre.fees.contract_file import parse_contract
from medcentre.fees.facts import FeeCode, PeriodState
from medcentre.fees.views import statement
from medcentre.kernel.context import ServiceContext
from medcentre.kernel.errors import DomainError
from medcentre.kernel.periods import Month


def register(commands: Commands) -> None:
    """Add the commands."""
    made = commands.add("statement", "cli.statement", _statement)
    made.add_argument("month", type=_month, metavar="YYYY-MM", help=commands.text("cli.month"))
    for kind in ("json", "pdf", "annex", "xlsx", "csv"):
        text = commands.text(f"cli.statement_{kind}")
        made.add_argument(f"--{kind}", type=Path, metavar="FILE", help=text)
    made.add_argument("--close", action="store_true", help=commands.text("cli.statement_close"))
    made.add_argument("--reason", default="", help=commands.text("cli.statement_reason"))
    group = commands.group("contract", "cli.contract")
    load = group.add("load", "cli.contract_load", _load)
    load.add_argument("file", type=existing_file, help=commands.text("cli.contract_file"))


def _month(text: str) -> Month:
    try:
        return Month.parse(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError(text) from error


def _statement(job: Job) -> int:
    args = job.args
    with job.centre() as ctx:
        doc = statement(ctx, args.month)
        if doc.state is PeriodState.OPEN:
            done = reckon(ctx, args.month)
            job.say("cli.statement_reckoned", days=done.days, changed=done.changed)
        if args.close:
            reason = args.reason or job.word("cli.statement_closed_by_script")
            number = close_month(ctx, CloseMonth(month=args.month, reason=reason))
            job.say("cli.statement_closed", number=number)
        _write_files(job, ctx)
        doc = statement(ctx, args.month)
    for line in doc.lines:
        job.plain(
            f"  {line.contract_version} {line.fee_class or line.kind:<4} {line.part:<6} "
            f"{line.days:>7,} {line.rate!s:>9} {line.amount!s:>14}"
        )
    job.say("cli.statement_total", month=doc.month, days=doc.roll_days, total=doc.total)
    return DONE


def _write_files(job: Job, ctx: ServiceContext) -> None:
    # The writers of papers and workbooks are heavy; other commands start without them.
    from medcentre.fees.handing_in import FileKind, export_statement

    for kind in FileKind:
        target: Path | None = getattr(job.args, kind.value)
        if target is None:
            continue
        made = export_statement(ctx, job.args.month, kind)
        try:
            target.write_bytes(made.data)
        except OSError as error:
            raise DomainError(
                FeeCode.FILE_NOT_WRITTEN, file=str(target), why=error.strerror
            ) from error
        job.say("cli.statement_written", file=target, sha=made.sha256[:12])


def _load(job: Job) -> int:
    try:
        text = job.args.file.read_text("utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise DomainError(FeeCode.CONTRACT_FILE, key=job.args.file.name) from error
    contract = parse_contract(text)
    with job.centre(create=True) as ctx:
        loaded = load_contract(ctx, contract)
    if loaded.added:
        versions = ", ".join(str(v) for v in loaded.added)
        job.say("cli.contract_loaded", number=loaded.number, versions=versions)
    else:
        job.say("cli.contract_known", number=loaded.number)
    return DONE
