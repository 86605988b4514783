"""Names of months and of units of time, in the languages of the press, lower case."""

from __future__ import annotations

_MONTHS = """
january jan januar jänner jän januari janvier janv enero ene gennaio gen janeiro stycznia
  styczeń sty ianuarie január ledna leden januára ocak tammikuuta января янв січня tháng1 janúar
february feb februar feber februari février févr fév febrero febbraio fevereiro fev lutego luty
  február februarie února únor februára şubat helmikuuta февраля фев лютого
march mar märz mär maart mars marzo março marca marzec martie március března březen mart maaliskuuta
  марта мар березня mrz mrt
april apr avril avr abril aprile abr kwietnia kwiecień aprilie április dubna duben apríla nisan
  huhtikuuta апреля апр квітня
may mai mei mayo maggio mag maio maja maj május května květen mája mayıs toukokuuta мая травня
june jun juni juin junio giugno giu junho czerwca czerwiec iunie június června červen júna haziran
  kesäkuuta июня июн червня
july jul juli juillet juil julio luglio lug julho lipca lipiec iulie július července červenec júla
  temmuz heinäkuuta июля июл липня
august aug augustus août aout agosto ago sierpnia sierpień augusti augusztus srpna srpen augusta
  ağustos elokuuta августа авг серпня
september sept sep septembre septiembre settembre set setembro września wrzesień septembrie
  szeptember září septembra eylül syyskuuta сентября сен вересня
october oct oktober okt octobre octubre ottobre ott outubro out października październik octombrie
  október října říjen októbra ekim lokakuuta октября окт жовтня
november nov novembre noviembre novembro listopada listopad noiembrie novembra kasım marraskuuta
  ноября ноя листопада
december dec dezember dez décembre déc diciembre dic dicembre dezembro grudnia grudzień decembrie
  prosince prosinec decembra aralık joulukuuta декабря дек грудня desember des
"""


def _numbered() -> dict[str, int]:
    found: dict[str, int] = {}
    month = 0
    for line in _MONTHS.strip().splitlines():
        month += not line.startswith(" ")
        for name in line.split():
            found.setdefault(name, month)
    return found


# name or abbreviation -> number of the month. A name that means different months in different
# languages (Czech and Croatian "srpna"/"srpnja") has the meaning of its first line.
MONTHS: dict[str, int] = _numbered()

_MINUTE, _HOUR, _DAY = 60, 3600, 86_400
# unit -> seconds
RELATIVE_UNITS: dict[str, int] = {
    **dict.fromkeys(
        ["minutes", "minute", "mins", "min", "minuten", "minutos", "분", "分"], _MINUTE
    ),
    **dict.fromkeys(["minuti", "minuter", "minutter", "minuut"], _MINUTE),
    **dict.fromkeys(["hours", "hour", "hrs", "hr", "stunden", "stunde", "horas", "hora"], _HOUR),
    **dict.fromkeys(["heures", "heure", "ore", "ora", "timer", "timmar", "uur", "시간"], _HOUR),
    **dict.fromkeys(["小时", "時間", "小時"], _HOUR),
    **dict.fromkeys(["days", "day", "tagen", "tag", "días", "día", "jours", "jour"], _DAY),
    **dict.fromkeys(["giorni", "dagen", "dage", "dagar", "dias", "일", "天", "日"], _DAY),
}
