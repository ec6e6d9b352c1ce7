"""Numbers in a table: the date and the name that the heading of their column or the label of their row says."""

from __future__ import annotations

from pipeline.rules.scene.draft import Draft, Reading
from pipeline.rules.scene.scene import Scene
from pipeline.rules.syntax.once import once_an_article
from pipeline.rules.syntax.verbs import Range


def _own(draft: Draft) -> list[Range]:
    return [draft.scene.tokens_of(span) for span in draft.quantity.headings]


def date_of_cell(draft: Draft) -> Reading | None:
    """The date in the heading of the number's column, else in the label of its row."""
    dates = (Reading(date.value, (at,)) for cell in _own(draft) for at, date in draft.scene.dates_in(*cell))
    return next((reading for reading in dates if reading.value), None)


def name_of_cell(draft: Draft) -> Reading | None:
    """The name that is all of the label of the number's row, else of the heading of its column."""
    for cell in reversed(_own(draft)):
        for placed in draft.scene.mentions_in(*cell):
            if (placed.start, placed.end) == cell:
                return Reading(placed.entity.name, (cell,))
    return None


def in_own_cell(draft: Draft, reading: Reading) -> Reading:
    """The reading, or none where a number in a table would take it from headings that are not its own."""
    headings = _headings(draft.scene) if draft.quantity.headings else frozenset()
    return reading if all(headings.isdisjoint(range(*cue)) for cue in reading.cues) else Reading(None)


@once_an_article
def _headings(scene: Scene) -> frozenset[int]:
    """The tokens of all headings and labels of the article's tables."""
    cells = {span for quantity in scene.quantities for span in quantity.headings}
    return frozenset(token for span in cells for token in range(*scene.tokens_of(span)))
