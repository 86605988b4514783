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
november nov novembre noviembre novembro listopada listopad listopadu noiembrie novembra kasım
  marraskuuta ноября ноя листопада
december dec dezember dez décembre déc diciembre dic dicembre dezembro grudnia grudzień decembrie
  prosince prosinec decembra aralık joulukuuta декабря дек грудня desember des
"""


# Names of further languages, January to December: "|" divides months, "_" is a space in a name.
_FURTHER = (
    "ιανουαρίου ιανουάριος ιαν|φεβρουαρίου φεβρουάριος φεβ|μαρτίου μάρτιος μαρ"
    "|απριλίου απρίλιος απρ|μαΐου μάιος μαϊ μαι|ιουνίου ιούνιος ιουν|ιουλίου ιούλιος ιουλ"
    "|αυγούστου αύγουστος αυγ|σεπτεμβρίου σεπτέμβριος σεπ σεπτ|οκτωβρίου οκτώβριος οκτ"
    "|νοεμβρίου νοέμβριος νοε|δεκεμβρίου δεκέμβριος δεκ",
    "يناير جانفي كانون_الثاني|فبراير فيفري شباط|مارس آذار|أبريل ابريل أفريل نيسان|مايو ماي أيار"
    "|يونيو يونيه جوان حزيران|يوليو يوليه جويلية تموز|أغسطس اغسطس أوت آب"
    "|سبتمبر شتنبر أيلول|أكتوبر اكتوبر تشرين_الأول|نوفمبر نونبر تشرين_الثاني"
    "|ديسمبر دجنبر كانون_الأول",
    "जनवरी जन|फरवरी फ़रवरी फर|मार्च|अप्रैल|मई|जून|जुलाई|अगस्त|सितंबर सितम्बर|अक्टूबर अक्तूबर"
    "|नवंबर नवम्बर|दिसंबर दिसम्बर",
    "জানুয়ারি জানুয়ারি জানুয়ারী|ফেব্রুয়ারি ফেব্রুয়ারি ফেব্রুয়ারী|মার্চ|এপ্রিল|মে|জুন|জুলাই|আগস্ট|সেপ্টেম্বর"
    "|অক্টোবর|নভেম্বর|ডিসেম্বর",
    "มกราคม ม.ค|กุมภาพันธ์ ก.พ|มีนาคม มี.ค|เมษายน เม.ย|พฤษภาคม พ.ค|มิถุนายน มิ.ย|กรกฎาคม ก.ค"
    "|สิงหาคม ส.ค|กันยายน ก.ย|ตุลาคม ต.ค|พฤศจิกายน พ.ย|ธันวาคม ธ.ค",
    "januarja|februarja|marca marec|aprila|maj maja|junija junij|julija julij|avgusta avgust"
    "|septembra|oktobra|novembra|decembra",
    "януари|февруари|март|април|май|юни|юли|август|септември|октомври|ноември|декември",
    "јануар јануара|фебруар фебруара|март марта|април априла|мај маја|јун јуна|јул јула"
    "|август августа|септембар септембра|октобар октобра|новембар новембра|децембар децембра",
    "januar januara|februar februara|mart marta|april aprila|maj maja|jun juna|jul jula"
    "|avgust avgusta|septembar septembra|oktobar oktobra|novembar novembra|decembar decembra",
    "sausio|vasario|kovo|balandžio|gegužės|birželio|liepos|rugpjūčio|rugsėjo|spalio|lapkričio"
    "|gruodžio",
    "janvāris janvārī|februāris februārī|marts martā|aprīlis aprīlī|maijs maijā|jūnijs jūnijā"
    "|jūlijs jūlijā|augusts augustā|septembris septembrī|oktobris oktobrī|novembris novembrī"
    "|decembris decembrī",
    "jaanuar|veebruar|märts|aprill|mai|juuni|juuli|august|september|oktoober|november|detsember",
    "janúar|febrúar|mars|apríl|maí|júní|júlí|ágúst|september|október|nóvember|desember",
    "januari|februari|machi|aprili|mei|juni|julai|agosti|septemba|oktoba|novemba|desemba",
    "januari|februari|mac|april|mei|jun|julai|ogos|september|oktober|november|disember",
    "januari|februari pebruari|maret|april|mei|juni|juli|agustus agt agu|september|oktober"
    "|november nopember|desember",
    "januarie|februarie|maart mrt|april|mei|junie|julie|augustus|september|oktober|november"
    "|desember",
    "جنوری|فروری|مارچ|اپریل|مئی|جون|جولائی|اگست|ستمبر|اکتوبر|نومبر|دسمبر",
    "ஜனவரி|பிப்ரவரி|மார்ச்|ஏப்ரல்|மே|ஜூன்|ஜூலை|ஆகஸ்ட்|செப்டம்பர்|அக்டோபர்|நவம்பர்|டிசம்பர்",
    "ינואר|פברואר|מרץ מרס|אפריל|מאי|יוני|יולי|אוגוסט|ספטמבר|אוקטובר|נובמבר|דצמבר",
    "siječnja|veljače|ožujka|travnja|svibnja|lipnja|srpnja|kolovoza"
    "|rujna|listopada|studenoga studenog|prosinca",
    # Croatian, as in headings of calendars; Hungarian and Slovak, cut; Catalan, Galician
    "siječanj|veljača|ožujak|travanj|svibanj|lipanj|srpanj|kolovoz|rujan|_|studeni|prosinac",
    "jan|febr|márc|ápr|máj|jún|júl|aug|szept|okt|nov|dec",
    "gener|febrer|març|abril|maig|juny|juliol|agost|setembre|octubre|novembre|desembre",
    "xaneiro|febreiro|marzo|abril|maio|xuño|xullo|agosto|setembro|outubro|novembro|decembro",
    # Albanian, Azerbaijani, Kazakh, Belarusian, Georgian, Armenian
    "janar|shkurt|mars|prill|maj|qershor|korrik|gusht|shtator|tetor|nëntor|dhjetor",
    "yanvar|fevral|mart|aprel|may|iyun|iyul|avqust|sentyabr|oktyabr|noyabr|dekabr",
    "қаңтар|ақпан|наурыз|сәуір|мамыр|маусым|шілде|тамыз|қыркүйек|қазан|қараша|желтоқсан",
    "студзеня|лютага|сакавіка|красавіка|мая траўня|чэрвеня|ліпеня|жніўня|верасня|кастрычніка"
    "|лістапада|снежня",
    "იანვარი|თებერვალი|მარტი|აპრილი|მაისი|ივნისი|ივლისი|აგვისტო|სექტემბერი|ოქტომბერი|ნოემბერი"
    "|დეკემბერი",
    "հունվարի|փետրվարի|մարտի|ապրիլի|մայիսի|հունիսի|հուլիսի|օգոստոսի|սեպտեմբերի|հոկտեմբերի"
    "|նոյեմբերի|դեկտեմբերի",
    # Marathi, Telugu
    "जानेवारी|फेब्रुवारी|मार्च|एप्रिल|मे|जून|जुलै|ऑगस्ट|सप्टेंबर|ऑक्टोबर|नोव्हेंबर|डिसेंबर",
    "జనవరి|ఫిబ్రవరి|మార్చి|ఏప్రిల్|మే|జూన్|జూలై|ఆగస్టు|సెప్టెంబర్|అక్టోబర్|నవంబర్|డిసెంబర్",
    # Iran's months, which begin with spring, in Iran and in Afghanistan; our months in Persian
    "فروردین|اردیبهشت|خرداد|تیر|مرداد|شهریور|مهر|آبان|آذر|دی|بهمن|اسفند",
    "حمل|ثور|جوزا|سرطان|اسد|سنبله|میزان|عقرب|قوس|جدی|دلو|حوت",
    "ژانویه|فوریه|مارس|آوریل|مه می|ژوئن|ژوئیه جولای|اوت آگوست|سپتامبر|اکتبر|نوامبر|دسامبر",
    # Gujarati, Kannada, Malayalam, Punjabi
    "જાન્યુઆરી|ફેબ્રુઆરી|માર્ચ|એપ્રિલ|મે|જૂન|જુલાઈ|ઓગસ્ટ|સપ્ટેમ્બર|ઓક્ટોબર|નવેમ્બર|ડિસેમ્બર",
    "ಜನವರಿ|ಫೆಬ್ರವರಿ|ಮಾರ್ಚ್|ಏಪ್ರಿಲ್|ಮೇ|ಜೂನ್|ಜುಲೈ|ಆಗಸ್ಟ್|ಸೆಪ್ಟೆಂಬರ್|ಅಕ್ಟೋಬರ್|ನವೆಂಬರ್|ಡಿಸೆಂಬರ್",
    "ജനുവരി|ഫെബ്രുവരി|മാർച്ച്|ഏപ്രിൽ|മെയ് മേയ്|ജൂൺ|ജൂലൈ|ഓഗസ്റ്റ്|സെപ്റ്റംബർ|ഒക്ടോബർ|നവംബർ|ഡിസംബർ",
    "ਜਨਵਰੀ|ਫਰਵਰੀ|ਮਾਰਚ|ਅਪ੍ਰੈਲ|ਮਈ|ਜੂਨ|ਜੁਲਾਈ|ਅਗਸਤ|ਸਤੰਬਰ|ਅਕਤੂਬਰ|ਨਵੰਬਰ|ਦਸੰਬਰ",
    "հունվար|փետրվար|մարտ|ապրիլ|մայիս|հունիս|հուլիս|օգոստոս|սեպտեմբեր|հոկտեմբեր|նոյեմբեր|դեկտեմբեր",
    "जनवरी|फेब्रुअरी|मार्च|अप्रिल|मे|जुन|जुलाई|अगस्ट|सेप्टेम्बर|अक्टोबर|नोभेम्बर|डिसेम्बर",
    # cut: Turkish, Romanian, Polish, Russian, Ukrainian, Bulgarian and Serbian
    "oca|şub|mar|nis|may|haz|tem|ağu|eyl|eki|kas|ara",
    "ian|feb|mar|apr|mai|iun|iul|aug|sept|oct|noi|dec",
    "sty|lut|mar|kwi|maj|cze|lip|sie|wrz|paź|lis list|gru",
    "янв|февр|мар|апр|мая|июн|июл|авг|сент|окт|нояб|дек",
    "січ|лют|бер|квіт|трав|черв|лип|серп|вер|жовт|лист|груд",
    "ян јан|фев|мар|апр|мај|юни јун|юли јул|авг|сеп|окт|ное нов|дек",
    "led|úno|bře|dub|kvě|čvn|čvc|srp|zář|říj|lis|pro",
)


def _numbered() -> dict[str, int]:
    found: dict[str, int] = {}
    month = 0
    for line in _MONTHS.strip().splitlines():
        month += not line.startswith(" ")
        for name in line.split():
            found.setdefault(name, month)
    for line in _FURTHER:
        for number, names in enumerate(line.split("|"), 1):
            for name in names.split():
                if name != "_":  # none that is not another language's name of another month
                    found.setdefault(name.replace("_", " "), number)
    return found


# name or abbreviation -> number of the month. A name that means different months in different
# languages (Czech and Croatian "srpna"/"srpnja") has the meaning of its first line.
MONTHS: dict[str, int] = _numbered()

# those that tell an American time from one of another country
ENGLISH_MONTHS = frozenset(
    [
        *("january", "february", "march", "april", "may", "june", "july", "august", "september"),
        *("october", "november", "december", "jan", "feb", "mar", "apr", "jun", "jul", "aug"),
        *("sep", "sept", "oct", "nov", "dec"),
    ]
)

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
