"""Numbers in a table or list: what the heading of their column, the label of their row or what is over it says."""

from __future__ import annotations

from pipeline.rules.scene.draft import Draft, Reading
from pipeline.rules.scene.scene import BULLETS, Scene
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


def heading_of_list(draft: Draft) -> Range | None:
    """Tokens of the heading right over the list whose labelled line this is."""
    scene, start = draft.scene, draft.scene.block(draft.start)[0]
    return scene.block(start - 1) if draft.label and start and scene.is_heading(start - 1) else None


def sentence_before_list(draft: Draft) -> Range | None:
    """Tokens of the sentence with a colon at its end, or over bullets, that the list with this line follows."""
    scene, start = draft.scene, draft.scene.block(draft.start)[0]
    if draft.label is None and not draft.item:
        return None
    first = start
    while first > 0 and scene.words[first] in BULLETS:
        start, first = first, scene.block(first - 1)[0]
    words = [i for i in range(max(0, start - 3), start) if not scene.words[i].isspace()]
    bullets = draft.item and draft.label and words and not scene.is_heading(words[-1])
    return scene.sentence(words[-1]) if words and (bullets or scene.words[words[-1]] == ":") else None
