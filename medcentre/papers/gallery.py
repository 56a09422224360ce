"""`python -m medcentre.papers.gallery OUT`: every form with invented data, Chinese, English, blank."""

import sys
from collections.abc import Callable
from pathlib import Path
from types import MappingProxyType

from medcentre.kernel.wording import Lang
from medcentre.papers.facts import PrintContext, Watermark
from medcentre.papers.forms import (
    cards,
    fees,
    intake,
    lists,
    notes,
    notices,
    places,
    record,
    roster,
    talk,
    temperature,
)
from medcentre.papers.samples import custody, medical, office
from medcentre.papers.samples.english import spoken
from medcentre.papers.samples.people import context

SAMPLES: MappingProxyType[str, Callable[[PrintContext], bytes]] = MappingProxyType(
    {
        "P01-admission-approval": lambda c: intake.render_admission_approval(
            spoken(custody.admission_approval(), c), c
        ),
        "P02-intake-registration": lambda c: intake.render_intake_registration(
            spoken(custody.intake_registration(), c), c
        ),
        "P03-health-check": lambda c: intake.render_health_check(
            spoken(medical.health_check(), c), c
        ),
        "P04-injury-record": lambda c: intake.render_injury_record(
            spoken(medical.injury_record(), c), c
        ),
        "P06-property-list": lambda c: intake.render_property_list(
            spoken(custody.property_list(), c), c
        ),
        "P07-rights-notice": lambda c: notices.render_rights_notice(
            spoken(custody.rights_notice(), c), c
        ),
        "P08-family-notice": lambda c: notices.render_family_notice(
            spoken(custody.family_notice(), c), c
        ),
        "P11-admission-note": lambda c: notes.render_admission_note(
            spoken(medical.admission_note(), c), c
        ),
        "P12-first-note": lambda c: notes.render_first_note(spoken(medical.first_note(), c), c),
        "P13-progress-notes": lambda c: notes.render_progress_notes(
            spoken(medical.progress_notes(9), c), c
        ),
        "P14-temperature-chart": lambda c: temperature.render_temperature_chart(
            spoken(medical.temperature_chart(), c), c
        ),
        "P23-separate-management": lambda c: record.render_record(
            spoken(custody.separate_management(), c), c
        ),
        "P40-safety-check": lambda c: record.render_record(spoken(custody.safety_check(), c), c),
        "P36-exit-record": lambda c: notices.render_exit_record(
            spoken(custody.exit_record(), c), c
        ),
        "P44-talk-record": lambda c: talk.render_talk_record(spoken(custody.talk_record(), c), c),
        "P44-talk-record-long": lambda c: talk.render_talk_record(
            spoken(custody.talk_record(3), c), c
        ),
        "P51-fee-statement": lambda c: fees.render_fee_statement(
            spoken(office.fee_statement(), c), c
        ),
        "P52-fee-annex": lambda c: fees.render_fee_annex(spoken(office.fee_annex(), c), c),
        "P56-1-bed-cards": lambda c: cards.render_bed_cards(spoken(custody.bed_cards(), c), c),
        "P56-2-wristbands": lambda c: cards.render_wristbands(spoken(custody.bed_cards(), c), c),
        "P56-3-labels": lambda c: cards.render_labels(spoken(custody.bed_cards(), c), c),
        "P59-roster-a3": lambda c: roster.render_roster(spoken(office.roster(), c), c),
        "P59-roster-a4": lambda c: roster.render_roster(spoken(office.roster(a4=True), c), c),
        "P59-1-duty-slip": lambda c: roster.render_duty_slip(spoken(office.duty_slip(), c), c),
        "P59-2-post-sheet": lambda c: roster.render_post_sheet(spoken(office.post_sheet(), c), c),
        "P59-3-hours-sheet": lambda c: roster.render_hours_sheet(
            spoken(office.hours_sheet(), c), c
        ),
        "L01-zone-list": lambda c: places.render_zone_list(spoken(custody.zone_list(), c), c),
        "L02-transfer-sheet": lambda c: places.render_transfer_sheet(
            spoken(custody.transfer_sheet(), c), c
        ),
        "L03-move-sheet": lambda c: places.render_move_sheet(spoken(custody.move_sheet(), c), c),
        "L04-contact-list": lambda c: lists.render_contact_list(
            spoken(custody.contact_list(), c), c
        ),
        "L05-person-list": lambda c: lists.render_person_list(spoken(custody.person_list(), c), c),
        "L05-roll-print": lambda c: lists.render_person_list(spoken(custody.roll_print(), c), c),
        "L06-import-errors": lambda c: lists.render_import_errors(
            spoken(office.import_errors(), c), c
        ),
        "L07-recovery-key": lambda c: lists.render_recovery_key(
            spoken(office.recovery_key(), c), c
        ),
    }
)
"""File name -> the form printed with invented data."""

DRAFTS = frozenset({"P51-fee-statement"})


def main(out: Path) -> None:
    """Write every form three times: zh, en, blank."""
    out.mkdir(parents=True, exist_ok=True)
    for name, render in SAMPLES.items():
        mark = Watermark.DRAFT if name in DRAFTS else Watermark.NONE
        for tag, ctx in (
            ("zh", context(watermark=mark)),
            ("en", context(Lang.EN, watermark=mark)),
            ("blank", context(blank=True)),
        ):
            (out / f"{name}.{tag}.pdf").write_bytes(render(ctx))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
