"""Every act of the room has a name in both languages; the soft rules' words exist (house rule 18)."""

import pytest

from medcentre.kernel.context import SERVICES
from medcentre.kernel.wording import Lang, label
from medcentre.placement import acts, papers, views

ACTIONS = sorted({g.action for g in SERVICES.values() if g.action.startswith("placement.")})


def test_the_room_is_loaded() -> None:
    for loaded in (acts.place, papers.bed_cards, views.bed_map):
        assert loaded.__module__.startswith("medcentre.placement")
    assert len(ACTIONS) > 25


@pytest.mark.parametrize("action", ACTIONS)
@pytest.mark.parametrize("lang", list(Lang))
def test_every_act_has_a_name(action: str, lang: Lang) -> None:
    assert label(f"action.{action}", lang)


@pytest.mark.parametrize(
    "kind", ["conflict", "override_ends", "approve", "receive", "clean", "review", "agree"]
)
def test_every_due_kind_has_its_words(kind: str) -> None:
    for lang in Lang:
        assert label(f"placement_due.{kind}", lang)
        assert label(f"placement_due_why.{kind}", lang)
