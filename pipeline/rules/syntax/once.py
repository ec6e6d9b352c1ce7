"""What rules ask again and again: worked out when first asked for, and kept with the scene for as long as it holds."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import TYPE_CHECKING, Any, Generic, TypeVar

if TYPE_CHECKING:
    from pipeline.rules.scene.draft import Draft, Slot
    from pipeline.rules.scene.scene import Scene

Found = TypeVar("Found")
Thing = TypeVar("Thing")


class kept(Generic[Found]):  # noqa: N801
    """A property that is worked out when first asked for: `functools.cached_property` without its lock."""

    def __init__(self, find: Callable[[Any], Found]) -> None:
        self.find, self.name, self.__doc__ = find, find.__name__, find.__doc__

    def __get__(self, one: Any, _: type) -> Found:
        found = one.__dict__[self.name] = self.find(one)
        return found


def once_read(slot: Slot) -> Callable[[Callable[[Draft], Found]], Callable[[Draft], Found]]:
    """Decorates what hangs on the readings up to `slot`: kept with a number for good once its `slot` is decided."""

    def decorated(find: Callable[[Draft], Found]) -> Callable[[Draft], Found]:
        @wraps(find)
        def found(draft: Draft) -> Found:
            if find in draft.known:
                return draft.known[find]  # type: ignore[no-any-return]
            value = find(draft)
            if slot in draft.decided:
                draft.known[find] = value
            return value

        return found

    return decorated


def once_of_each(find: Callable[[Scene, Thing], Found]) -> Callable[[Scene, Thing], Found]:
    """`find`, asked once for each stretch of tokens, verb or name of a scene: it hangs on nothing else."""

    @wraps(find)
    def found(scene: Scene, thing: Thing) -> Found:
        key = find, thing
        if key not in scene.known:
            scene.known[key] = find(scene, thing)
        return scene.known[key]  # type: ignore[no-any-return]

    return found


def once_an_article(find: Callable[[Scene], Found]) -> Callable[[Scene], Found]:
    """`find`, asked once for each scene: it hangs on nothing else, and nobody changes what it found."""

    @wraps(find)
    def found(scene: Scene) -> Found:
        if find not in scene.known:
            scene.known[find] = find(scene)
        return scene.known[find]  # type: ignore[no-any-return]

    return found
