"""Photos of which nothing is said on the page: which of its images are the story's."""

from __future__ import annotations

from tests.extract.photo_pages import photos_of


def test_pictures_that_are_counted_with_two_figures_are_different_ones() -> None:
    shown = "".join(f'<p><img src="/harbour-gate-{n}.jpg" width="900"></p>' for n in ("01", "02"))
    again = '<p><img src="/harbour-gate-640.jpg" width="640"></p>' * 2
    assert len(photos_of(shown)) == 2
    assert len(photos_of(again)) == 1
