"""Columns that hold lists of words are wide enough for all of them at once."""

import pytest
from sqlalchemy import String

from medcentre.kernel.permissions import Role
from medcentre.placement.facts import Attribute
from medcentre.placement.tables import BedModel, RoomModel
from medcentre.store.audit import AuditRow
from medcentre.store.base import Base
from medcentre.support.facts import TalkTrigger
from medcentre.support.tables import TalkModel, TalkVersionModel


@pytest.mark.parametrize(
    ("model", "name", "words"),
    [
        (AuditRow, "roles", Role),
        (TalkVersionModel, "signer_role", Role),
        (TalkModel, "triggers", TalkTrigger),
        (RoomModel, "attributes", Attribute),
        (BedModel, "attributes", Attribute),
    ],
)
def test_all_words_fit(model: type[Base], name: str, words: type[Role]) -> None:
    column = model.__table__.c[name].type
    assert isinstance(column, String)
    assert column.length is not None
    assert len(",".join(words)) <= column.length
