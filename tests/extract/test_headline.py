"""Under which words a story stands, where the first-rank heading is not the story's."""

from tests.extract.pages import STORY
from tests.extract.test_page import article

TEXT = "".join(f"<p>{text}</p>" for text in STORY)
NAME = "Port Ellery to rebuild its lighthouse"


def headline(title: str, body: str) -> str:
    page = f"<!doctype html><html><head><title>{title}</title></head><body>{body}</body></html>"
    return article(page.encode()).headline


def test_the_first_rank_heading_may_be_the_sites_and_the_storys_of_lower_rank() -> None:
    page = f"<h1>Sea news</h1><div><h2>2 March</h2><h3>{NAME}</h3>{TEXT}</div>"
    assert headline(f"{NAME} | A paper of the coast", page) == NAME
    assert headline("Quite another title of the page", page) == "Sea news"


def test_a_title_may_name_nothing_but_the_site() -> None:
    page = f"<h1> </h1><h2>{NAME}</h2>{TEXT}"
    assert headline("Courier.example", page) == NAME


def test_a_title_may_be_set_off_from_the_sites_name_by_an_angle() -> None:
    page = f"<h1>Courier</h1><h3>{NAME}</h3>{TEXT}"
    assert headline(f"Courier &raquo; {NAME}", page) == NAME
