"""The identity line of every paper about one person (T22): name, sex, age, zone, bed, number."""

from medcentre.kernel.clock import centre_day
from medcentre.kernel.context import ServiceContext
from medcentre.kernel.periods import age_on
from medcentre.kernel.wording import Lang, label, term
from medcentre.papers.facts import Person
from medcentre.placement.views.beds import beds_of
from medcentre.residents.views import card


def identity_line(ctx: ServiceContext, stay_id: int, lang: Lang) -> Person:
    """As the reader may know the person now, in the language of the print. Raises NotFound."""
    row = card(ctx, stay_id).roll
    place = beds_of(ctx).get(stay_id)
    age = age_on(row.birth_date, centre_day(ctx.clock.now())) if row.birth_date else None
    years = "" if age is None else (f"{age} 岁" if lang is Lang.ZH else str(age))
    return Person(
        name=row.name if lang is Lang.ZH else f"{row.name} {row.pinyin}".strip(),
        sex=label(f"sex.{row.sex}", lang),
        age=years,
        zone=term(place.zone, lang) if place else "",
        bed=place.bed if place else "",
        number=row.admission_no,
    )
