"""The names in a byline, without labels, roles and places."""

from __future__ import annotations

import pytest

from crawler.extract.people.names import is_house, is_name, names_in


@pytest.mark.parametrize(
    ("byline", "names"),
    [
        ("WRITER: Ida Brandt", ("Ida Brandt",)),
        ("Skrevet af Ida Brandt", ("Ida Brandt",)),
        ("Yazan: Ida Brandt", ("Ida Brandt",)),
        ("Penulis: Ida Brandt", ("Ida Brandt",)),
        ("Text: Ida Brandt Foto: Bo Ek", ("Ida Brandt",)),
        ("記者 山田健太郎", ("山田健太郎",)),
        ("Par Ida Brandt, à Paris", ("Ida Brandt",)),
        ("Ida Brandt in Berlin", ("Ida Brandt",)),
        ("By Ida Brandt XYZ News, Leeds", ("Ida Brandt", "Leeds")),
        ("Ida Brandt\nXYZ News, South West", ("Ida Brandt", "XYZ News")),
        ("Ida Brandt\nRedacción:", ("Ida Brandt",)),
        ("Von Ida Brandt am Di., 04.03.2026 - 07:30", ("Ida Brandt",)),
        ("Par Ida Brandt le lundi 4 mars", ("Ida Brandt",)),
        ("كتبت نور عبد الهادى", ("نور عبد الهادى",)),
        ("海港新聞／ 記者林品均 ／海港報導", ("林品均",)),
        ("海港日报记者 李明 王芳", ("李明", "王芳")),
        ("박서윤\n기자", ("박서윤",)),
        ("文｜林品均", ("林品均",)),
        ("記者 林品均 海港報導", ("林品均",)),
        ("撰文：林品均 攝影：王小明", ("林品均",)),
        ("김하늘·박보라 기자", ("김하늘", "박보라")),
        ("김하늘·박솔 기자", ("김하늘", "박솔")),
        ("김하늘 박보라 기자", ("김하늘", "박보라")),
        ("강원도 춘천시 김하늘 기자", ("김하늘",)),
        ("김하늘 기자, 군산=박솔 기자", ("김하늘", "박솔")),
        ("(엘러리=연합뉴스) 김하늘 박보라 기자", ("김하늘", "박보라")),
        ("Autor: Ida Brandt Zdroj: ČTK", ("Ida Brandt",)),
        ("Eine Analyse von Ida Brandt", ("Ida Brandt",)),
        ("Oprac. Ida Brandt", ("Ida Brandt",)),
        ("Γράφει ο Νίκος Παππάς", ("Νίκος Παππάς",)),
        ("記者：藤田 真央", ("藤田 真央",)),
        ("By Ida Brandt Edited By: Bo Ek", ("Ida Brandt",)),
        ("Ida Brandt\nReviewed by Bo Ek", ("Ida Brandt",)),
        *((f"{label} Bo Ek", ()) for label in ("Edited by", "Reviewed by", "Edited By:")),
        *(
            (f"Ida Brandt, {role}", ("Ida Brandt",))
            for role in ("Digital Producer", "Film Critic", "News Intern", "PhD Candidate")
        ),
        *(
            (f"Ida Brandt, {role}", ("Ida Brandt",))
            for role in (
                "Stellvertretende Chefredakteurin",
                "Freie Autorin",
                "Local Democracy Reporter",
            )
        ),
        ("Special to The Herald by Ida Brandt", ("Ida Brandt",)),
        *(
            (f"{label} Ida Brandt", ("Ida Brandt",))
            for label in (
                *("Reporting by", "Guest column by", "Contributed by", "Publicerad av", "Piše"),
                *("Aus Berlin berichtet", "dal nostro inviato", "Toimittaja", "Napsala", "Text de"),
                *("Autor článku:", "Pripremila:", "Opracowała", "Записала", "Підготував", "מאת"),
                *("نویسنده:", "Pewarta:"),
            )
        ),
        ("Submitted by Ida Brandt on Wed, 2026-03-04 10:25", ("Ida Brandt",)),
        ("Gespeichert von Ida Brandt am Mi., 04.03.2026 - 10:25", ("Ida Brandt",)),
        ("Ingediend door Ida Brandt op wo, 04-03-2026 - 10:25", ("Ida Brandt",)),
        ("Submitted on Wed, 2026-03-04 10:25", ()),
        ("By Site Admin", ()),
        ("By Ida Brandt Reuters", ("Ida Brandt", "Reuters")),
        ("By Ida Brandt Follow @brandt", ("Ida Brandt",)),
        ("By Ida Brandt Follow", ("Ida Brandt",)),
        ("More stories by Ida Brandt", ("Ida Brandt",)),
        ("Posted by Ida Brandt at 5:11 AM", ("Ida Brandt",)),
        ("durch Ida Brandt", ("Ida Brandt",)),
        ("Autor/in: Ida Brandt", ("Ida Brandt",)),
        ("By Ida Brandt On 11/13/19 at 4:00 PM EST", ("Ida Brandt",)),
        ("Auteurs Ida Brandt et Bo Ek", ("Ida Brandt", "Bo Ek")),
        ("Ida Brandt\nSdílet na Facebooku", ("Ida Brandt",)),
    ],
)
def test_labels_and_places_are_no_part_of_a_name(byline: str, names: tuple[str, ...]) -> None:
    assert names_in(byline) == names


@pytest.mark.parametrize(
    "byline",
    [
        "Текст: Анна Петрова и Иван Сидоров",
        "Анна Коваль та Іван Мельник",
        "Άννα Λη και Νίκος Παππάς",
        "Nagy Anna és Kiss Béla",
        "Ana Pop și Ion Luca",
        "Jonas Petraitis ir Ona Kazlienė",
        "علی رضایی و مریم احمدی",
        "राम शर्मा और सीता देवी",
        "Nguyễn Văn An và Trần Thị Bình",
        "Agim Hoxha dhe Mira Leka",
    ],
)
def test_two_names_are_parted_by_the_and_of_their_language(byline: str) -> None:
    assert len(names_in(byline)) == 2


@pytest.mark.parametrize(
    ("byline", "names"),
    [
        ("Ellery Staff", ("Ellery Staff",)),
        ("Special Correspondent", ("Special Correspondent",)),
        ("Ellery staff reporter", ("Ellery staff reporter",)),
        ("Ida Brandt, Staff Writer", ("Ida Brandt",)),
        ("Ida Brandt Contributor", ("Ida Brandt",)),
        ("Ida Brandt Senior Health Reporter", ("Ida Brandt",)),
        ("Ida Brandt\nDeputy Content Hub Director", ("Ida Brandt",)),
        ("Ida Brandt is a freelance journalist", ("Ida Brandt",)),
        ("Mary Staff", ("Mary Staff",)),
        ("Staff", ()),
        ("Redacción Ellery", ("Redacción Ellery",)),
        ("IDA BRANDT\nINVIATA A PORTO ONTANO", ("IDA BRANDT",)),
        ("IDA BRANDT\nSUBEDITORA DE NACIÓN", ("IDA BRANDT",)),
        ("Journaliste au pôle Belgique\nIda Brandt", ("Ida Brandt",)),
        ("Іда Брандт\nРедакторка стрічки новин", ("Іда Брандт",)),
        ("Ida Brandt Corresponsal", ("Ida Brandt",)),
        ("Von Ida Brandt, Redakteur", ("Ida Brandt",)),
        ("By Ida Brandt / Ellery Shimbun Staff Writers", ("Ida Brandt",)),
        ("Ida Brandt\nSenior Madrid Correspondent", ("Ida Brandt",)),
        ("By Ida Brandt, EBC Executive News Editor", ("Ida Brandt",)),
        ("By Ida Brandt EBC Executive News Editor", ("Ida Brandt",)),
        ("By IDA BRANDT - Business Writers", ("IDA BRANDT",)),
        ("林品均\n关注", ("林品均",)),
        ("作者：林品均 责任编辑：王海", ("林品均",)),
        ("作者林品均", ("林品均",)),
        ("文/海港网专栏作者 林品均", ("林品均",)),
        ("本报记者 林品均 通讯员 王海", ("林品均", "王海")),
        ("记者林品均、通讯员王海", ("林品均", "王海")),
        ("发布于", ()),
        ("Text Size", ()),
    ],
)
def test_a_role_is_left_out_only_beside_a_name(byline: str, names: tuple[str, ...]) -> None:
    assert names_in(byline) == names


@pytest.mark.parametrize(
    "name", ["José María de la Cruz y Ortega", "Brandt, Ida", "Ida Brandt, Ph.D.", "Bo Ek, Jr."]
)
def test_a_name_is_not_cut(name: str) -> None:
    assert names_in(name) == (name,)


@pytest.mark.parametrize("byline", ["Ida Brandt y Reuters", "Ida Brandt e AFP", "AFP, Reuters"])
def test_agencies_are_cut_off(byline: str) -> None:
    assert len(names_in(byline)) == 2


@pytest.mark.parametrize("name", ["יואב איתן", "محمد علي", "राहुल संपाल", "สมชาย ใจดี", "山田健太郎"])
def test_a_script_may_have_no_capitals(name: str) -> None:
    assert is_name(name)


@pytest.mark.parametrize("words", ["ida brandt", "Log in here", "Ida", "Why it fell?", "Mar 3"])
def test_other_words_are_no_names(words: str) -> None:
    assert not is_name(words)


@pytest.mark.parametrize(
    "name",
    [
        *("Hafenministerium des Landes", "Ministère de la Mer", "Ellery GmbH", "Licht e.V"),
        *("Latarnia Sp. z o.o", "Grupa Port"),
    ],
)
def test_a_ministry_or_a_legal_form_is_a_houses(name: str) -> None:
    assert is_house(name)
    assert not is_house("Ida Brandt")


@pytest.mark.parametrize("name", ["Ida Newsome", "Bo Newsom", "Nils Newsham"])
def test_a_family_name_that_begins_as_news_is_no_houses(name: str) -> None:
    assert not is_house(name)
    assert is_house("Ellery Newsroom")


@pytest.mark.parametrize(
    "byline",
    [
        "By Ida Brandt, with Bo Ek and Tom Low",
        "By Ida Brandt (with Bo Ek and Tom Low)",
        "Ida Brandt (avec Bo Ek et Tom Low)",
        "Von Ida Brandt (mit Bo Ek und Tom Low)",
    ],
)
def test_with_whom_it_was_written_may_stand_behind_a_comma_or_in_brackets(byline: str) -> None:
    assert names_in(byline) == ("Ida Brandt", "Bo Ek", "Tom Low")
    assert names_in("By Ida Brandt (with photos by Bo Ek)") == ("Ida Brandt",)


def test_what_stands_in_brackets_within_a_name_leaves_one_space() -> None:
    assert names_in("Ida (I.B.) Brandt") == ("Ida Brandt",)
