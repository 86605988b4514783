"""Stories are a function of the texts, not of the order in which they came."""

from __future__ import annotations

import random

from crawler.copies.gather import Rank, follow

Pairs = dict[int, dict[int, float]]


def gathered(order: list[int], pairs: Pairs) -> dict[int, int]:
    """Leaders after the texts came one by one in this order; a text's rank is its number."""
    leaders: dict[int, int] = {}

    def copies(node: int) -> dict[int, float]:
        return {n: share for n, share in pairs[node].items() if n == node or n in leaders}

    def rank(node: int) -> Rank:
        return (node,)

    for node in order:
        follow([node], rank, copies, leaders)
    return leaders


def random_pairs(count: int, seed: int) -> Pairs:
    chosen = random.Random(seed)
    pairs: Pairs = {node: {} for node in range(count)}
    for _ in range(count * 3):
        a, b = chosen.sample(range(count), 2)
        pairs[a][b] = pairs[b][a] = chosen.choice([0.3, 0.5, 0.9, chosen.random()])
    return pairs


def test_every_order_gives_the_same_stories() -> None:
    for seed in range(20):
        pairs = random_pairs(30, seed)
        expected = gathered(list(range(30)), pairs)
        for shuffle in range(10):
            order = random.Random(shuffle).sample(range(30), 30)
            assert gathered(order, pairs) == expected


def test_a_member_is_always_a_copy_of_its_leader() -> None:
    for seed in range(20):
        pairs = random_pairs(40, seed)
        for node, leader in gathered(random.Random(seed).sample(range(40), 40), pairs).items():
            assert leader == node or leader in pairs[node]


def test_a_chain_is_no_story() -> None:
    chain: Pairs = {n: {m: 0.5 for m in (n - 1, n + 1) if 0 <= m < 100} for n in range(100)}
    leaders = gathered(list(range(100)), chain)
    assert max(list(leaders.values()).count(leader) for leader in leaders) <= 2


def test_a_text_made_of_two_stories_follows_the_one_it_has_more_of() -> None:
    pairs: Pairs = {0: {2: 0.9}, 1: {2: 1.0}, 2: {0: 0.9, 1: 1.0}}
    assert gathered([2, 1, 0], pairs) == {0: 0, 1: 1, 2: 1}
