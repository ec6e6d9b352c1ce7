"""All guards by name: what the words around a phrase must be, or must not be, for it to be a date."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from pipeline.timex import guards_of_names as names
from pipeline.timex import guards_of_numbers as numbers
from pipeline.timex import guards_of_units as units
from pipeline.timex.site import Site

GUARDS: Mapping[str, Callable[[Site], bool]] = {
    guard.__name__: guard
    for guard in (
        numbers.year,
        numbers.bare_year,
        numbers.count,
        numbers.stop,
        numbers.alone,
        numbers.tight,
        numbers.slashed,
        numbers.short_year,
        numbers.capital_era,
        numbers.phrase_ends,
        numbers.nth,
        numbers.day_in_figures,
        numbers.beyond_months,
        numbers.figured_days,
        numbers.lone_number,
        numbers.lone_day,
        numbers.decade_year,
        numbers.short_decade,
        names.month,
        names.month_year,
        names.one_sentence,
        names.month_range,
        names.no_day_follows,
        names.capital,
        names.ambiguous_month,
        names.short_month,
        names.named_weekday,
        names.single_weekday,
        names.short_weekday,
        names.last_or_next,
        names.ordinal_end,
        names.day_name,
        names.reference,
        units.quarter_of,
        units.half_of,
        units.months_of,
        units.months_reported,
        units.stretch,
        units.season_not_noun,
        units.bare_season,
        units.numbered_week,
        units.unit_noun,
        units.after_the,
        units.that_unit,
        units.part_unit,
        units.the_unit,
        units.ago,
        units.away,
        units.so_long,
    )
}
