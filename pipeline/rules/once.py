"""What a whole article says, worked out when first asked for and then kept with its scene."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import TypeVar

from pipeline.rules.scene import Scene

Found = TypeVar("Found")


def once_an_article(find: Callable[[Scene], Found]) -> Callable[[Scene], Found]:
    """`find`, asked once for each scene: it hangs on nothing else, and nobody changes what it found."""

    @wraps(find)
    def found(scene: Scene) -> Found:
        if find not in scene.known:
            scene.known[find] = find(scene)
        return scene.known[find]  # type: ignore[no-any-return]

    return found
