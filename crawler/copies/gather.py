"""Form stories from pairs of copies: decide who follows whom.

Every text has a rank (when it was first seen). Among the lower-ranked texts that it copies, and
that follow nobody, a text follows the one with which it has most in common. A text that follows
nobody leads a story. So every member of a story is a copy of its leader, and stories do not chain:
a copy of a copy that has little of the leader leads a story of its own, and an article put together
from two stories belongs to one of them.

Who follows whom depends only on the texts and their ranks, not on the order in which they become
known.
"""

from __future__ import annotations

import heapq
from collections.abc import Callable, Iterable, Mapping
from typing import Any, TypeVar

Node = TypeVar("Node", bound=Any)
Rank = tuple[Any, ...]


def follow(
    changed: Iterable[Node],
    rank: Callable[[Node], Rank],
    copies: Callable[[Node], Mapping[Node, float]],
    leaders: dict[Node, Node],
) -> set[Node]:
    """Bring ``leaders`` (text -> whom it follows; itself, if it leads) up to date.

    ``changed`` are texts that are new, or whose rank or copies have changed; ``copies`` gives how
    much each copy of a text has in common with it. Returns the texts whose leader changed.
    """
    waiting = [(rank(node), node) for node in set(changed)]
    heapq.heapify(waiting)
    moved: set[Node] = set()
    done: Node | None = None
    while waiting:
        _, node = heapq.heappop(waiting)
        if node == done:
            continue
        done = node
        near = copies(node)
        lower = [other for other in near if rank(other) < rank(node)]
        free = [other for other in lower if leaders.get(other) == other]
        leader = min(free, key=lambda other: (-near[other], rank(other)), default=node)
        before = leaders.get(node)
        leaders[node] = leader
        if leader == before:
            continue
        moved.add(node)
        if node in (leader, before):  # it leads, or did: later ones may want another
            for other in near:
                if rank(node) < rank(other):
                    heapq.heappush(waiting, (rank(other), other))
    return moved
