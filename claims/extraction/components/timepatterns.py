"""How German writes times: the patterns, each with the function that knows what it means."""

import re

from claims.extraction.components import timewords
from claims.extraction.components.timewords import MONTHS, WORDS

_ENDING = r"(?:e[mnrs]?)"


def _any(words: list[str]) -> str:
    return "(?:" + "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True)) + ")"


_MONTH = rf"(?!Mais(?!\w))(?P<month>{_any(list(MONTHS))})(?:s|es)?(?!\w)"
_YEAR = r"(?P<year>1\d{3}|20\d{2}|2100)(?!\d|[.,:]\d|-?er\b)"
_RELATIVE = rf"(?P<which>{_any(list(WORDS['relative']))}){_ENDING}"
_PART = r"(?P<part>Anfang|Mitte|Ende|Beginn)"
_OF_YEAR = rf"(?P<which>{_any(list(WORDS['relative']))})e[ns]\s+Jahres"
_NUMBER = r"(?P<number>\d{1,4}|[a-zäöüß]{3,24})"
_UNIT = rf"(?P<unit>{_any(list(WORDS['units']))})(?:e?n|e|es)?(?!\w)"
_WEEKDAY = rf"(?P<weekday>{_any(list(WORDS['weekdays']))})"
_DAYPART = r"(?:früh|morgen|vormittag|mittag|nachmittag|abend|nacht)"
_HEDGE = r"(?:(?:etwa|rund|gut|knapp|fast|über|mehr\s+als|circa|ca\.|ungefähr|genau|weniger\s+als|einem\s+guten|einem\s+knappen)\s+)?"


_SPECS: list[tuple[str, timewords.Resolver]] = [
    (r"(?<![\w.-])(?P<year>\d{4})-(?P<month>\d{2})-(?P<day>\d{2})(?![\w-])", timewords.full_date),
    (
        r"(?:am\s+)?(?<![\w.,:])(?P<day>\d{1,2})\.\s?(?P<month>\d{1,2})\.\s?(?P<year>\d{4}|\d{2})(?![\w]|[.,]\d)",
        timewords.full_date,
    ),
    (r"(?:am\s+)?(?<![\w.,:])(?P<day>\d{1,2})\.(?P<month>\d{1,2})\.(?!\d)", timewords.short_date),
    (
        (
            rf"(?:(?:vom|zwischen\s+dem|von)\s+)?(?<![\w.,])(?P<first>\d{{1,2}})\.?\s*(?:bis|und|[–-])\s*(?:(?:zum|dem)\s+)?"
            rf"(?P<weekday>)(?P<day>\d{{1,2}})\.\s*{_MONTH}(?:\s+(?:{_YEAR}|{_OF_YEAR}))?"
        ),
        timewords.days_of_month,
    ),
    (
        (
            rf"(?:am\s+)?(?:{_WEEKDAY}\s*,?\s*)?(?:(?:de[mnr]|vom|zum)\s+)?(?<![\w.,])(?P<day>\d{{1,2}})\.\s*{_MONTH}"
            rf"(?:\s+(?:{_YEAR}|{_OF_YEAR}))?"
        ),
        timewords.day_of_month,
    ),
    (
        (
            rf"(?:(?:im|in|am)\s+)?(?:{_PART}\s+)?(?:(?:de[sr]|im)\s+)?(?:(?P<before>{_any(list(WORDS['relative']))})e[mnrs]?\s+)?(?<!\w)"
            rf"{_MONTH}(?:\s+(?:de[sr]\s+)?(?:Jahres\s+)?(?:{_YEAR}|{_OF_YEAR}))?"
        ),
        timewords.month,
    ),
    (
        (
            rf"(?:(?:im|in|den|dem|diesen|des)\s+)?(?:(?P<before>{_any(list(WORDS['relative']))})e[mnrs]?\s+)?(?<!\w)"
            rf"(?P<season>{_any(list(WORDS['seasons']))})s?(?!\w)(?:\s+(?:de[sr]\s+)?(?:Jahres\s+)?(?:{_YEAR}|{_OF_YEAR}))?"
        ),
        timewords.season,
    ),
    (
        (
            rf"(?:(?:im|in\s+dem|das|des)\s+)?(?<!\w)(?P<ordinal>\d\.|(?:erste|zweite|dritte|vierte)[mnrs]?)\s+"
            rf"(?P<kind>Quartals?|Halbjahre?s?|Vierteljahre?s?)(?!\w)(?:\s+(?:de[sr]\s+)?(?:Jahres\s+)?(?:{_YEAR}|{_OF_YEAR}))?"
        ),
        timewords.quarter,
    ),
    (
        (
            rf"(?:(?:in|seit|aus|während)\s+)?(?:{_PART}\s+)?(?:(?:den|der|die)\s+)?(?<![\w.,])(?P<decade>1\d\d0|20\d0|[1-9]0|"
            rf"{_any(list(WORDS['decades']))})(?:(?<=\d)-?er|(?<=\D))n?(?:[-\s]Jahren?)(?!\w)"
        ),
        timewords.decade,
    ),
    (
        (
            rf"(?:in\s+)?(?:{_PART}\s+)?(?:den|der)\s+(?<![\w.,])(?P<decade>1\d\d0|20\d0|[1-9]0|{_any(list(WORDS['decades']))})"
            r"(?:(?<=\d)-?er|(?<=\D))n(?!\w)"
        ),
        timewords.decade,
    ),
    (
        (
            rf"(?:(?:im|in)\s+)?(?:{_PART}\s+)?(?:des\s+)?(?<![\w.,])(?P<ordinal>\d{{1,2}}\.|[a-zäöüß]{{3,24}}ten|ersten|dritten|"
            r"[a-zäöüß]{3,20}sten)\s+(?:Jahrhunderts?|Jh\.)(?!\w)"
        ),
        timewords.century,
    ),
    (rf"(?:(?:im|in|zum)\s+)?(?:{_PART}\s+)?(?:(?:de[sr]|dem)\s+)?(?:Jahre?s?\s+){_YEAR}", timewords.year),
    (
        rf"(?:(?:im|am|in\s+der|in\s+dem|zu|zum)\s+)?(?:{_PART}\s+)?(?:(?:der|des|dem)\s+)?(?<!\w){_RELATIVE}\s+{_UNIT}",
        timewords.which_unit,
    ),
    (rf"(?:am\s+|vom\s+|das\s+)?(?:{_RELATIVE}\s+)?(?<!\w)Wochenendes?(?!\w)", timewords.weekend),
    (r"(?:(?:im|in\s+der|des|der)\s+)(?<!\w)Vor(?P<unit>jahr|woche|monat|quartal)(?:e?s)?(?!\w)", timewords.before),
    (
        (
            rf"(?:(?:in|während|innerhalb)\s+)?(?:de[nr]|diesen|die)\s+{_RELATIVE}\s+(?:paar\s+)?(?:{_NUMBER}\s+)?"
            rf"(?P<unit>{_any(list(WORDS['units']))})(?:e?n|e)(?!\w)"
        ),
        timewords.counted(timewords.span_until_now),
    ),
    (
        rf"(?<!\w)seit\s+{_HEDGE}(?:{_NUMBER}\s+)?(?P<unit>{_any(list(WORDS['units']))})(?:e?n|em)?(?!\w)",
        timewords.counted(timewords.span_until_now),
    ),
    (
        rf"(?<!\w)(?P<way>vor)\s+{_HEDGE}(?:ein\s+)?{_NUMBER}\s+{_UNIT}(?!\s+(?:Haft|alt|Gefängnis))",
        timewords.counted(timewords.span_ago),
    ),
    (
        rf"(?<!\w)(?P<way>in)\s+{_HEDGE}{_NUMBER}\s+(?!Stunde|Minute|Sekunde){_UNIT}",
        timewords.counted(timewords.span_ago),
    ),
    (
        rf"(?<!\w)(?:binnen|innerhalb)\s+(?:von\s+)?(?:weniger\s+als\s+)?{_NUMBER}\s+(?!Stunde|Minute|Sekunde){_UNIT}",
        timewords.counted(timewords.span_ahead),
    ),
    (
        (
            r"(?:(?:um|gegen|ab|bis|seit|nach|vor|kurz\s+(?:nach|vor))\s+)?(?<![\w.,:])(?:[01]?\d|2[0-4])(?:[.:][0-5]\d)?(?:\s*Uhr(?:\s[0-5]\d(?![\w.,]))?"
            r"|\sh(?!\w))(?!\w)"
        ),
        timewords.clock,
    ),
    (
        (
            r"(?:(?:um|gegen|ab|bis|seit|kurz\s+(?:nach|vor)|nach|vor)\s+)?(?<!\w)(?:halb\s+|(?:Viertel|fünf|zehn|zwanzig)\s+(?:nach|vor)\s+)?"
            rf"{_any(WORDS['hours'])}\s+Uhr(?!\w)"
        ),
        timewords.clock,
    ),
    (
        rf"(?<!\w)(?:um|gegen|ab|bis|seit|kurz\s+(?:nach|vor))\s+(?:halb|Viertel\s+(?:nach|vor))\s+{_any(WORDS['hours'])}(?!\w)",
        timewords.clock,
    ),
    (
        (rf"(?<!\w){_HEDGE}{_NUMBER}\s+{_UNIT}\s+(?:zuvor|vorher|früher|später|danach|darauf|davor)(?!\w)"),
        timewords.counted(timewords.from_elsewhere),
    ),
    (r"(?:um|gegen|ab|bis|seit|nach|vor)\s+(?<![\w.,:])(?:[01]?\d|2[0-4]):[0-5]\d(?![\w:]|[.,]\d)", timewords.clock),
    (rf"(?<!\w){_PART}\s+{_YEAR}", timewords.year),
    (rf"(?<!\w)(?P<named>{_any(list(WORDS['days']))})(?!\w)(?:\s+{_DAYPART}(?!\w))?", timewords.named_day),
    (
        (
            rf"(?:(?:am|in\s+der\s+Nacht\s+(?:zum|auf)|zum|den|dem|vom)\s+)?(?:(?P<before>{_any(list(WORDS['relative']))})e[mnrs]?\s+)?(?<!\w)"
            rf"{_WEEKDAY}{_DAYPART}?s?(?!\w)"
        ),
        timewords.weekday,
    ),
    (r"(?<![\w./-])(?P<year>1\d{3}|20\d{2})/(?P<second>\d{2}|\d{4})(?![\w/])", timewords.season_year),
    (r"(?<![\w.,/-])(?P<year>1\d{3}|20\d{2})\s?[-–]\s?(?P<last>1\d{3}|20\d{2})(?![\w/-])", timewords.years),
    (
        r"(?:zu|zum|vor|am|bis)\s+(?P<where>Jahres|Monats|Wochen)(?P<part>anfang|beginn|mitte|ende)(?!\w)",
        timewords.edge,
    ),
    (rf"(?:bis\s+)?(?<!\w){_PART}\s+(?:des|der)\s+(?P<where>Jahres|Monats|Woche)(?!\w)(?!\s+\d)", timewords.edge),
    (
        rf"(?<!\w){_PART}\s+(?:des|dieses)\s+(?:laufenden\s+)?(?P<age>Jahrzehnt|Jahrhundert)(?:e?s)(?!\w)",
        timewords.edge_of_age,
    ),
]


def _compiled(spec: str) -> re.Pattern[str]:
    """`spec` with bounded gaps: an article may hold any number of blanks, and none may cost more than its length."""
    return re.compile(spec.replace(r"\s+", r"\s{1,3}").replace(r"\s*", r"\s{0,3}"), re.IGNORECASE)


PATTERNS: list[tuple[re.Pattern[str], timewords.Resolver]] = [(_compiled(spec), resolver) for spec, resolver in _SPECS]
BARE_YEAR = re.compile(rf"(?<![\w.,:/§-]){_YEAR}(?![\w/%€$]|-\w)")
