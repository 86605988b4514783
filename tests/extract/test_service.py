"""Which lines are the publisher's own service, and which are the story's though they look so."""

import pytest

from crawler.extract.body.service import is_service


@pytest.mark.parametrize(
    "line",
    [
        "By signing up, you agree to our terms. You may unsubscribe at any time.",
        "The Harbour Letter newsletter is our guide to the week at sea. Sign up here.",
        "Get the pick of the stories of the day with the Harbour Daily.",
        "Simak breaking news dan berita pilihan kami langsung di ponsel.",
        "Підписуйтесь на наш канал: тільки важливе",
        "Dziękujemy, że przeczytałeś nasz tekst do końca.",
        "Dalszy ciąg tekstu pod filmem",
        "Mitä mieltä olet? Voit keskustella aiheesta huomiseen saakka.",
        "Artikkelen fortsetter under annonsen",
        "– Courier.example",
        "This entry was posted on Tuesday, March 4th, 2025 at 18:20 and is filed under The Sea.",
        "Dieser Beitrag wurde am Dienstag, 4. März 2025 um 18:20 Uhr veröffentlicht.",
        "Stay informed. Sign up for our free letter from the sea.",
        "See more coverage of the coast here | Download our app | Subscribe",
        "(Except for the headline, this story has not been edited by our staff.)",
        "For more stories from the coast please visit The Ellery Courier.",
        "Follow The Ellery Courier on Facebook for more news of the harbour.",
        "This content is imported from Instagram. You may find it in another form there.",
        "Some of the links in this story are affiliate links.",
        "(puedes comentar esta noticia abajo)",
        "Yuk, simak juga video ini!",
        "เรื่องที่เกี่ยวข้อง สะพาน",
        "（责任编辑：林品均）",
        "Receba um alerta sempre que Ida Brandt publique um novo artigo.",
        "Gentile lettore, la pubblicazione dei commenti è sospesa di notte.",
        "انتهای پیام",
        "You are using an older version of your browser, in which our pages may look odd.",
        "Griežtai draudžiama kurjerio paskelbtą informaciją panaudoti kitose svetainėse "
        "ar kitur be raštiško sutikimo, o jei sutikimas gautas, būtina nurodyti kurjerį kaip "
        "šaltinį ir pridėti nuorodą į tą straipsnį, iš kurio informacija paimta, jo pradžioje.",
        "9,99 € im Monat, jederzeit kündbar",
        "The Courier is a small newsroom on the coast. Sign up to receive its stories.",
        "Do you have a tip about the harbour? Write to Ida Brandt.",
        "Support our journalism: become a member.",
        "READ | The ferries agree",
        "También te puede interesar: El puente",
        "A lire également : Le pont",
        "Lesen Sie dazu auch: Die Brücke",
        "Pročitajte još: Most",
        "Следвайте ни във Facebook",
        "Δείτε επίσης: Η γέφυρα",
        "İlginizi çekebilir: Köprü",
        "شاهد أيضا: الجسر",
        "بیشتر بخوانید: پل",
        "इसे भी पढ़ें: पुल",
        "อ่านข่าวเพิ่มเติม",
        "看更多：橋",
        "Soma pia: Daraja",
        "Jesteś świadkiem ciekawego zdarzenia? Napisz do nas.",
        "Підтримайте нас: ставайте учасниками спільноти",
        "อ่านข่าวที่เกี่ยวข้อง",
        "Only $1 for 4 weeks, then $20 per month. Cancel anytime.",
        "All rights reserved. This material, and all else on this site, may not be copied, sent, "
        "published, broadcast, rewritten or handed on, in whole or in part, without permission "
        "given in writing before by the publisher of the Ellery Courier and its sister papers.",
        "（原标题：海港镇将重建灯塔）",
        "（原题为《灯塔重建》）",
        "Original Print Headline: A light again",
        "责任编辑：林品均",
        "编辑 林品均 校对 王海",
        "来源：海港日报",
        "图片来自网络，侵权必删",
        "信息来源于网络",
        "港务局供稿 摄影/林品均 编辑/王海",
        "Questions? Comments? Write to the desk.",
        "免责声明：本文不代表本报立场。",
        "此前报道：灯塔在风暴中受损",
        "更多海港资讯请关注：海港日报",
        "长按识别下方二维码，关注海港日报",
    ],
)
def test_service(line: str) -> None:
    assert is_service(line)


@pytest.mark.parametrize(
    "line",
    [
        "By signing up early, fishermen avoid the queue at the landing.",
        "The newsletter is printed in the harbour every week.",
        "“Get the boats in,” the harbour master shouted.",
        "The ferry costs $20 a month, and the council wants it to be free.",
        "The line cancelled forty crossings last month, which cost it $3 million.",
        "Mit der Anmeldung der Bürgerinitiative beginnt eine Frist von drei Monaten.",
        "Abone olanların sayısı bu yıl ikiye katlandı.",
        "– Maren Holt, chair of the council",
        "Recibe un premio el autor de la novela sobre el faro.",
        "Many in the harbour office use an older browser, said Ida Brandt.",
        "1998",
        "Read the minutes of the council and you find no word of it.",
        "For more than news of the storm people came to visit the harbour.",
        "Some links in the chain of the ferry are broken.",
        "Zobacz, co zrobili, mówi rybak o radnych.",
        "Watch how the light turns, the keeper used to say.",
        "The school offers a course. Pupils sign up for it in the autumn.",
        "Support our team has had from the town is without parallel, said the coach.",
        "Have you got a story to tell, she asked. They had.",
        "编辑部设在港口边的一座小楼里。",
        "他做过两份工作：编辑、摄影。",
        "来源不明的货物被扣在码头。",
        "原题目很难，学生们说。",
        "Dieser Artikel wurde am 4. März um die Antwort der Reederei ergänzt.",
        "Filed under seal, the papers of the harbour council will stay shut.",
    ],
)
def test_story(line: str) -> None:
    assert not is_service(line)
