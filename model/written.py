"""Values as files write them, and what to write instead of one that was meant otherwise."""

from __future__ import annotations

import datetime
import re

from .display import shortened
from .errors import LONGEST
from .phrase import SILENCE, Phrase, either

MINUS = "\u2212\u2010\u2011\u2012\u2013\u2014"
"""Signs that look like a minus, as word processors put them."""
_AMOUNT = re.compile(
    rf"(?:EUR|Euro|€|\$)?\s*(?P<sign>[-+{MINUS}]?)\s*(?P<digits>[0-9][0-9.,'’_\s]*|[.,][0-9]+)\s*"
    r"(?P<unit>%|EUR|Euro|€|\$)?",
    re.IGNORECASE,
)
_THOUSANDS = re.compile(r"[1-9][0-9]{0,2}(?:[.,][0-9]{3})+")
_DATE = re.compile(
    r"[0-9]{4}-[0-9]{1,2}(?:-[0-9]{1,2})?|[0-9]{1,2}\.[0-9]{1,2}\.[0-9]{2,4}|[0-9]{1,2}/[0-9]{1,2}/[0-9]+"
)
TRUTHS = {
    "true": "true", "yes": "true", "ja": "true", "wahr": "true", "on": "true",
    "false": "false", "no": "false", "nein": "false", "falsch": "false", "off": "false",
}  # fmt: skip
"""Words for yes and no, by what files write for them."""
NOTHING = ("none", "null", "nil", "n/a", "na", "-", "nan")
MONTHS_COUNT = Phrase("months are counted from go-live, so write their number, such as 9 for nine months after it")


def said(value: object) -> str:
    """Return a value as it stands in a file, shortened."""
    if isinstance(value, (datetime.date, datetime.time)):
        return value.isoformat()
    return shortened(repr(value), LONGEST)


def numbers_in(text: str) -> tuple[str, ...]:
    """Return what may have been meant by a number as people write it, as files write it; the likelier first.

    Examples
    --------
    >>> numbers_in("0,5"), numbers_in("60 %"), numbers_in("1.234,50 EUR"), numbers_in("much")
    (('0.5',), ('0.6',), ('1234.50',), ())
    >>> numbers_in("90,000"), numbers_in("90.000")
    (('90000', '90.0'), ('90000', '90.0'))
    """
    found = _AMOUNT.fullmatch(text.strip())
    if not found:
        return ()
    digits = re.sub(r"['’_\s]", "", found["digits"])
    sign = "-" if found["sign"] and found["sign"] != "+" else ""
    readings = _readings(digits)
    if found["unit"] == "%":
        return tuple(f"{sign}{_hundredth(each)}" for each in readings[-1:])
    return tuple(sign + each for each in readings)


def _readings(digits: str) -> tuple[str, ...]:
    """Return digits with points and commas in them as numbers."""
    if _THOUSANDS.fullmatch(digits) and len({sign for sign in digits if sign in ".,"}) == 1:
        whole = re.sub("[.,]", "", digits)
        return (whole, _decimal(digits.replace(",", "."))) if len(re.findall("[.,]", digits)) == 1 else (whole,)
    last = max(digits.rfind("."), digits.rfind(","))
    if last < 0:
        return (digits.lstrip("0") or "0",)
    before, after = digits[:last], digits[last + 1 :]
    if digits[last] in before or not (after or digits[last] == "."):
        return ()
    return (_decimal(f"{re.sub('[.,]', '', before) or '0'}.{after or '0'}"),)


def _decimal(text: str) -> str:
    whole, _, rest = text.partition(".")
    return f"{whole.lstrip('0') or '0'}.{rest.rstrip('0') or '0' if set(rest) == {'0'} else rest}"


def _hundredth(text: str) -> str:
    return f"{float(text) / 100.0:.10f}".rstrip("0").rstrip(".")


def is_date(value: object) -> bool:
    """Return whether a value, or the text that it is, is a day or a month of the calendar."""
    return isinstance(value, datetime.date) or (isinstance(value, str) and bool(_DATE.fullmatch(value.strip())))


def hint(value: object) -> Phrase:
    """Return " Write ...": what to write instead of a value of the wrong kind, as far as it can be told.

    Examples
    --------
    >>> hint("0,6"), hint("yes"), hint(5)
    (' Write 0.6, without quotation marks.', ' Write true, without quotation marks.', '')
    """
    if is_date(value):
        return Phrase(" {value} is a date; {rule}.", value=said(value), rule=MONTHS_COUNT)
    if not isinstance(value, str):
        return SILENCE
    word = value.strip().lower()
    meant = (TRUTHS[word],) if word in TRUTHS else numbers_in(value[: LONGEST + 1])
    if word in NOTHING:
        return Phrase(" Leave the line out to keep the usual value.")
    return Phrase(" Write {values}, without quotation marks.", values=either(meant)) if meant else SILENCE
