"""The building blocks of every window. Read this before writing a page.

A room exposes its pages in `ui/<room>/__init__.py`; the shell builds each at its first visit::

    PAGES = (
        PageSpec(
            id="placement.beds", group=Group.PLACES, order=10, icon="bed-double",
            title=lambda: QCoreApplication.translate("Placement", "床位图"),
            any_of=(view(Data.PLACES),), factory=BedsPage,
        ),
    )

A page receives the `Desk` and nothing else. It reads in `load`, declares what concerns it in
`topics`, and never opens a session. What may take over 50 ms is read by `self.fetch(job, show)`: the
job runs beside the main thread, views it asks twice are read once (`python -m
tests.benchmarks.stalls` tells what blocks). On a change of language it is rebuilt (its state and drafts
are kept) unless it overrides `retranslate`::

    class ResidentsPage(Page):
        topics = frozenset({Topic.RESIDENTS, Topic.PLACEMENT})

        def __init__(self, desk: Desk) -> None:
            super().__init__(desk)
            self.header.set_title(self.tr("在所名册"))
            self.add = self.header.add_button(self.tr("登记入所"), "log-in", kind="primary")
            self.add.clicked.connect(self.admit)
            columns: list[Column[StayRow]] = [
                Column(self.tr("床"), lambda r: r.bed, width=72),
                Column(self.tr("姓名"), lambda r: r.name, search=True, person=True),
                Column(self.tr("级"), lambda r: r.level, paint=level_cell, width=40),
                Column(self.tr("欠费"), lambda r: str(r.owed), sort_key=lambda r: r.owed, number=True),
            ]
            self.table = TablePane(desk, "residents.list", columns, row_id=lambda r: r.stay_id)
            self.table.add_filter("level", self.tr("一级护理"), lambda r: r.level == "n1")
            self.table.set_empty(Empty.NOTHING_YET, self.tr("还没有病员"), self.tr("先登记入所。"))
            self.table.opened.connect(self.open_row)            # Enter or double click; gives the row
            self.body.addWidget(self.table)

        def load(self) -> None:
            self.table.show_rows(open_stays(self.desk.ctx))      # keeps selection by id

        def page_actions(self) -> tuple[Action, ...]:                 # feeds Ctrl+K, tooltips, F1
            return (Action("residents.admit", self.tr("登记入所"), self.admit, "Ctrl+N", "log-in"),)

        def help(self) -> HelpCard:
            return HelpCard(self.tr("查找在所病员,打开个人页。"), rules=(("MED-01", self.tr("..."),),))

        @Slot()
        def admit(self) -> None:
            AdmitDialog(self.desk, submit=partial(admit, self.desk.ctx), parent=self).open()

A form builds one frozen command and knows no service. Refusals appear beside the field whose name
equals `Violation.where`; others in the banner. Typing is kept as a draft::

    class MoveDialog(FormDialog[Move]):
        def __init__(self, desk: Desk, row: StayRow, submit: Submit[Move], parent: QWidget) -> None:
            super().__init__(desk, self.tr("调床"), self.tr("调床"), submit, parent,
                             draft_key=f"move:{row.stay_id}")
            self.row = row
            self.at = self.form.add("at", self.tr("时间"), TimeEdit(desk.ctx.clock), required=True)
            self.to = self.form.add("to_bed", self.tr("床位"), Combo(), required=True, beside=True)
            self.why = self.form.add("reason", self.tr("原因"), TextEdit(), required=True)

        def command(self) -> Move:          # value() is None when empty or not understood
            return Move(stay_id=self.row.stay_id, version=self.row.version,
                        at=self.at.value(), to_bed=self.to.value(), reason=self.why.value())

`required=True` fields and texts an editor cannot understand stop before `command` is called; so in
`command` the value of a required field is there (`need(self.at)` tells mypy so). After success the
dialog emits `saved(result)`; say it with `desk.toast(text, undo=...)`.

Modules: `page` (Page, PageSpec, Group, Action, HelpCard), `desk` (Desk), `table` (Column, models),
`table_view` (TableView, TablePane), `form` (FormDialog, FormPane), `editors`, `picker`
(PersonPicker), `widgets` (Card, PageHeader, Segment, ChoiceChips, StatusChip, LevelChip, Button,
Banner, EmptyState), `feedback` (Toasts, InlineProgress, Popover), `dialogs` (ErrorDialog,
ConfirmDialog, SigningSheet), `sheets` (SideSheet, HelpSheet), `worklist`, `timeline`,
`print_preview`, `painters` (chip, level, precautions, hair, bar, spark, verdict, hatch),
`delegate` (BaseDelegate), `theme` (colour, font, px), `icons`, `i18n` (label, sentence), `errors`,
`tasks`, `bus`, `drafts`, `settings`, `translations`.

Tests: `tests/ui/conftest.py` gives `themed` (application) and `desk`; use `QTest.keyClicks` with
ASCII only, call `save()` on forms, connect to signals; give a dialog a parent or `qtbot.addWidget`
it, not both. `python -m ui.kit.gallery OUT` and `python -m ui.shell.gallery OUT` draw everything.
English: `python -m ui.kit.translations ROOM --fill zh_en.json`, then commit the .ts and the .qm;
an alias of `tr` or `translate` is not found by the tool.

Colours are tokens: `colour("red.text")`, `font("cap")`, `px(32)`; a hex colour outside `tokens.py`
fails a test. Words: `label("nursing_level.n1")` is in the current language.
Layouts: margins of `Page.body` are set by the kit; use `Card` for every white box.
"""

from ui.kit.none_guard import keep_singletons

keep_singletons()
