"""import: a centre's spreadsheets without a screen."""

import json
from pathlib import Path

from medcentre.cli.frame import DONE, FINDINGS, REFUSED, Commands, Job
from medcentre.kernel.errors import DomainError
from medcentre.kernel.wording import explain_error, label
from medcentre.setup.acts import apply_import
from medcentre.setup.facts import FileKind, Verdict
from medcentre.setup.preview import report, sentences
from medcentre.setup.views import plan_import
from medcentre.setup.workbook import error_workbook

SHOWN = 20
"""How many rows are explained on the terminal; the report has them all."""


def register(commands: Commands) -> None:
    """Add the command."""
    made = commands.add("import", "cli.import", _import)
    made.add_argument("paths", nargs="+", type=Path, metavar="FOLDER",
                      help=commands.text("cli.import_paths"))  # fmt: skip
    made.add_argument("--report", type=Path, metavar="REPORT.json",
                      help=commands.text("cli.import_report"))  # fmt: skip
    made.add_argument("--errors", type=Path, metavar="FILE.xlsx",
                      help=commands.text("cli.import_errors"))  # fmt: skip
    made.add_argument("--good-rows", action="store_true", help=commands.text("cli.import_good"))
    made.add_argument("--check", action="store_true", help=commands.text("cli.import_check"))


class _Terminal:
    """Progress on the terminal."""

    def __init__(self, job: Job) -> None:
        self._job = job

    def step(self, done: int, total: int) -> None:
        """One row more."""
        self._job.progress(done, total)


def _import(job: Job) -> int:
    args = job.args
    with job.centre(create=True) as ctx:
        preview = plan_import(ctx, *(p.expanduser().absolute() for p in args.paths))
        if args.report:
            text = json.dumps(report(preview), ensure_ascii=False, indent=1)
            args.report.write_text(text + "\n", "utf-8")
        if args.errors:
            args.errors.write_bytes(error_workbook(preview, job.lang))
        for kind in FileKind:
            rows = preview.of(kind)
            if rows:
                job.say(
                    "cli.import_kind", kind=label(f"import_kind.{kind}", job.lang), rows=len(rows),
                    warnings=preview.count(Verdict.WARNING, kind),
                    errors=preview.count(Verdict.ERROR, kind),
                )  # fmt: skip
        shown = [r for r in preview.rows if r.verdict is not Verdict.OK][:SHOWN]
        for row in shown:
            place = f"{preview.tables[row.ref.table].file}:{row.ref.row}"
            job.plain(f"  {place}  {next(iter(sentences(row, job.lang)), '')}")
        if args.check:
            return FINDINGS if preview.count(Verdict.ERROR) else DONE
        try:
            done = apply_import(
                ctx, preview, good_rows_only=args.good_rows, progress=_Terminal(job)
            )
        except DomainError as refusal:
            job.warn(explain_error(refusal, job.lang))
            return REFUSED
    job.say(
        "cli.import_done",
        entered=sum(done.entered.values()),
        already=sum(done.already.values()),
        left_out=sum(done.left_out.values()),
    )
    return DONE
