"""Every view of the program asked by anybody, with arguments that fit."""

import inspect
import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, timedelta
from importlib import import_module
from itertools import product
from pkgutil import walk_packages
from typing import Any

import medcentre
from medcentre.kernel.context import SERVICES, ServiceContext
from medcentre.kernel.errors import DomainError
from medcentre.kernel.periods import Month
from medcentre.kernel.permissions import Role
from medcentre.placement.facts import PersonFacts
from medcentre.placement.plan.centre import Scope
from medcentre.residents.facts import Admit, NewPerson, TraitKind
from medcentre.staff.views.audit import AuditFilter
from medcentre.staff.views.people import StaffFilter
from tests.conftest import actor
from tests.placement.test_view_matrix import START, TODAY, World

for module in walk_packages(medcentre.__path__, "medcentre."):
    if "migrations" not in module.name and not module.name.endswith("__main__"):
        import_module(module.name)  # so that every view is known, whatever else a run imports

LAST = Month.of(TODAY).plus(-1)


def _newcomer(world: World) -> Admit:
    """Somebody who is asked a bed for before being taken in."""
    return Admit(
        person=NewPerson(name="韦新来", sex="1", birth_date=date(1985, 3, 1)),
        admitted_at=world.clock.now(), decision_no="第九十九号",
        decision_on=(world.clock.now() - timedelta(days=2)).date(),
        traits=((TraitKind.TESTS_COMPLETE, "yes"),),
    )  # fmt: skip


ARGUMENTS: dict[str, Callable[[World], tuple[Any, ...]]] = {
    "stay_id": lambda w: (w.here, w.there),
    "month": lambda w: (LAST,),
    "year": lambda w: (2026,),
    "as_of": lambda w: (w.clock.now() + timedelta(days=40),),
    "until": lambda w: (w.clock.now() + timedelta(days=90),),
    "since": lambda w: (START - timedelta(days=400),),
    "closed_since": lambda w: (START - timedelta(days=400),),
    "day": lambda w: (TODAY,),
    "at": lambda w: (w.clock.now() + timedelta(days=2),),
    "start": lambda w: (START - timedelta(days=2),),
    "end": lambda w: (w.clock.now(),),
    "first": lambda w: (TODAY - timedelta(days=40),),
    "last": lambda w: (TODAY,),
    "words": lambda w: ("田", "韦", "HIV", "结核", "501"),
    "id_number": lambda w: ("520199198503010015",),
    "stays": lambda w: (frozenset({w.here, w.there}),),
    "places": lambda w: (((w.here, w.beds["505-1"]), (w.there, w.beds["502-1"])),),
    "stay_ids": lambda w: ((w.here, w.there),),
    "form": lambda w: ("progress_notes",),
    "kind": lambda w: ("allergy", "diet", "other"),
    "request_id": lambda w: (w.ids["request"],),
    "person": lambda w: (PersonFacts(stay_id=0, name="新来", sex="1", age=40),),
    "staff_id": lambda w: (w.guards["on"],),
    "zone_id": lambda w: tuple(w.zones.values()),
    "scope": lambda w: (Scope(),),
    "seconds": lambda w: (0.2,),
    "key": lambda w: ("idle_minutes",),
    "admission": lambda w: (_newcomer(w),),
    "wanted": lambda w: (AuditFilter(), StaffFilter()),
}  # fmt: skip
"""What views are asked for, by the name of the argument; some for each of several."""

APART = {
    "medcentre.placement.views.map.propose_reshuffle": "works by the clock; judged in tests/placement",
    "medcentre.placement.papers.move_sheet": "the same plan on paper",
    "medcentre.placement.files.contacts_workbook": "a document handed in, for doctors only",
    "medcentre.rostering.leave.leave_verdict": "about leave of the staff alone",
    "medcentre.rostering.offers.swap_offers": "about shifts of the staff alone",
    "medcentre.rostering.offers.swap_verdict": "about shifts of the staff alone",
    "medcentre.rostering.papers.duty_slip": "shifts of the staff on paper",
    "medcentre.rostering.papers.hours_paper": "hours of the staff on paper",
    "medcentre.rostering.papers.post_paper": "posts of a day on paper",
    "medcentre.rostering.papers.roster_paper": "shifts of the staff on paper",
    "medcentre.setup.views.plan_import": "reads files of the asker",
    "medcentre.setup.views.plan_sheets": "reads files of the asker",
    "medcentre.staff.acts.safekeeping.health": "times and sizes of the machine",
    "medcentre.staff.acts.safekeeping.backups": "times and sizes of the machine",
    "medcentre.staff.views.audit.verify_trail": "hashes cover what is hidden",
}


NOT_TOLD = re.compile(r"[0-9a-f]{64}|0x[0-9a-f]+")
"""Hashes and addresses in memory."""


def said(world: World, who: ServiceContext, name: str) -> tuple[str, ...]:
    """Every answer of a view as text, or the codes and facts of its refusal."""
    module, func = name.rsplit(".", 1)
    view = getattr(import_module(module), func)
    asked = []
    for parameter in list(inspect.signature(view).parameters.values())[1:]:
        if parameter.name in ARGUMENTS:
            values = ARGUMENTS[parameter.name](world)
            if parameter.annotation is date:
                values = tuple(v.date() if isinstance(v, datetime) else v for v in values)
            asked.append([(parameter.name, v) for v in values])
        elif parameter.default is inspect.Parameter.empty:
            raise AssertionError(f"{name}: say what {parameter.name} is asked for")
    found = []
    for values in product(*asked):
        wanted = dict(values)
        if isinstance(wanted.get("wanted"), StaffFilter if "audit" in name else AuditFilter):
            continue
        try:
            found.append(repr(view(who, **wanted)))
        except DomainError as refused:
            found.append(repr([(v.code, v.facts) for v in refused.violations()]))
    return tuple(NOT_TOLD.sub("#", text) for text in found)


def reader(world: World, role: Role) -> ServiceContext:
    """Somebody of the role who belongs to every zone and is on duty."""
    who = replace(actor(role, name=f"某{role}"), staff_id=world.guards["on"])
    return ServiceContext(world.store, who, world.clock)


READS = sorted(name for name, known in SERVICES.items() if not known.action and name not in APART)
"""Every view of the program that is asked."""
