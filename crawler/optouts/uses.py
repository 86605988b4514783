"""Which of the publishers' signals reserve a use that an operator respects."""

from __future__ import annotations

from collections.abc import Iterable

from crawler.items import Use


def signals_of(uses: Iterable[str]) -> frozenset[str]:
    """The signals that reserve these uses. Training a model is mining: whoever reserves text and
    data mining (Directive (EU) 2019/790, Article 4) reserves that too."""
    signals = frozenset(uses)
    return signals | {Use.TDM} if Use.AI in signals else signals
