"""Two windows on one store, the palette, and going away while the other works on."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from medcentre.desktop import close_store
from medcentre.kernel.wording import Lang
from medcentre.placement.views.map import bed_map
from medcentre.residents import acts, corrections, views
from medcentre.residents.facts import Admit, CorrectIdentity, NewPerson, TraitKind
from tests.e2e.house import House, build, page, settled
from tests.placement.centre import build as build_places
from ui.app import search
from ui.kit.i18n import language
from ui.residents.dialogs import IdentityDialog
from ui.residents.list import ResidentsPage
from ui.residents.person import PersonPage
from ui.shell.window import MainWindow


@pytest.fixture
def house(
    qapp: QApplication, themed: QApplication, sqlite_template: Path, tmp_path: Path
) -> Iterator[House]:
    """A centre with a few beds and one resident in a bed."""
    made = build(tmp_path, sqlite_template)
    build_places(made.ctx)
    yield made
    close_store(made.ctx)


def admit(house: House, name: str = "莫如松", number: str = "20260713") -> int:
    person = NewPerson(name=name, sex="1", birth_date=date(1980, 5, 6))
    return acts.admit(
        house.ctx,
        Admit(
            person=person, admission_no=number, admitted_at=house.ctx.clock.now(),
            decision_no="测决字1号", decision_on=date(2026, 11, 10),
        ),
    )  # fmt: skip


def close(qtbot: QtBot, window: MainWindow) -> None:
    settled(qtbot, window)
    window.close()
    window.deleteLater()
    QCoreApplication.sendPostedEvents(window, QEvent.Type.DeferredDelete)


def test_what_one_window_does_the_other_shows(qtbot: QtBot, house: House) -> None:
    one, two = house.window(), house.window()
    one.show()
    two.show()
    shown = page(two, "residents.list", ResidentsPage)
    assert shown.table.view.shown_rows() == ()
    admit(house)
    qtbot.waitUntil(lambda: len(shown.table.view.shown_rows()) == 1)
    close(qtbot, two)
    admit(house, "麻占奎", "20260714")
    again = page(one, "residents.list", ResidentsPage)
    assert len(again.table.view.shown_rows()) == 2
    close(qtbot, one)


def test_a_form_opened_before_another_saved_is_told_and_keeps_its_text(
    qtbot: QtBot, house: House
) -> None:
    stay = admit(house)
    window = house.window()
    window.show()
    shown = page(window, "residents.person", PersonPage, stay_id=stay)
    assert shown.card is not None
    assert window.desk is not None
    dialog = IdentityDialog(window.desk, shown.card, shown)
    dialog.show()
    dialog.name.set_value("莫如柏")
    dialog.why.set_value("登记时写错")
    corrections.correct_identity(
        house.ctx,
        CorrectIdentity(
            person_id=shown.card.roll.person_id, version=shown.card.person_version,
            reason="另一窗口先改", name="莫如竹",
        ),
    )  # fmt: skip
    dialog.save()
    assert not dialog.banner.isHidden()
    assert dialog.name.value() == "莫如柏"
    assert views.card(house.ctx, stay).roll.name == "莫如竹"
    dialog.pane.dirty = False
    dialog.close()
    close(qtbot, window)


def test_people_are_found_by_initials_number_tail_and_bed(qtbot: QtBot, house: House) -> None:
    from medcentre.placement.acts.intake import TakeIn, take_in

    bed = next(t for z in bed_map(house.ctx).zones for t in z.tiles if t.code == "501-1")
    person = NewPerson(name="莫如松", sex="1", birth_date=date(1980, 5, 6))
    cmd = Admit(
        person=person, admission_no="20260713", admitted_at=house.ctx.clock.now(),
        decision_no="测决字1号", decision_on=date(2026, 11, 10),
        traits=((TraitKind.TESTS_COMPLETE, "yes"),),
    )  # fmt: skip
    stay = take_in(house.ctx, TakeIn(admission=cmd, bed_id=bed.bed_id, reason="演练"))
    for words in ("mrs", "莫如", "morusong", "0713", "5011", "501-1"):
        found = search(house.ctx, words)
        assert [f.stay_id for f in found] == [stay], words
    assert search(house.ctx, "501")[0].place.endswith("501-1")
    language().set(Lang.EN)
    assert search(house.ctx, "mrs")[0].name == "Mo Rusong"
