"""The packaged program proves itself: a centre from nothing, a sign-in, a window, one form."""

import tempfile
from pathlib import Path
from zoneinfo import ZoneInfo

from medcentre import demo
from medcentre.cli import Job
from medcentre.kernel.clock import SystemClock
from medcentre.kernel.errors import DomainError
from medcentre.kernel.permissions import Role
from medcentre.papers.facts import PrintContext
from medcentre.papers.forms.notices import RightsNoticeDoc, render_rights_notice
from ui.app import Program, application
from ui.shell.start import prepare


def self_test(job: Job) -> int:
    """0 when everything a first day needs works on this machine."""
    app = application()
    with tempfile.TemporaryDirectory(prefix="selftest") as aside:
        folder = Path(aside) / "centre"
        demo.create_demo(folder, lang=job.lang, roster=False)
        program = Program(str(folder), is_demo=True)
        prepare(app, program.preferences)
        entered = program.authenticate(demo.user_of(Role.DOCTOR), demo.PASSWORD)
        if isinstance(entered, DomainError):
            raise entered
        from ui.shell.window import MainWindow

        window = MainWindow(program.services())
        window.enter(entered)
        window.show()
        app.processEvents()
        window.close()
        program.close()
        pdf = render_rights_notice(
            RightsNoticeDoc(),
            PrintContext(
                centre_name="收治中心", printed_by="self-test", printed_at=SystemClock().now(),
                blank=True,
            ),
        )  # fmt: skip
        (Path(aside) / "form.pdf").write_bytes(pdf)
    local = SystemClock().now().astimezone(ZoneInfo("Asia/Shanghai"))
    job.plain(f"self-test ok {len(pdf)} {local:%H:%M %z}")
    return 0
