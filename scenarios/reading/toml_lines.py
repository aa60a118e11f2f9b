"""Lines of TOML that people get wrong: what is wrong with one, and how it is right."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable
from dataclasses import dataclass

from ...model.display import shortened
from ...model.phrase import Phrase, either
from ...model.written import MINUS, MONTHS_COUNT, NOTHING, TRUTHS, is_date, numbers_in

SHOWN = 80
"""Characters of a line that are repeated."""
_STRINGS = re.compile(r'"(?:[^"\\]|\\.)*"|\'[^\']*\'')
_CURLY = "“”„‟«»‹›‘’‚‛′″`´"
_BLANKS = re.compile("[\u00a0\u2000-\u200b\u202f\u205f\u2060\u3000\ufeff]")
_BARE = re.compile(r"[A-Za-z0-9_-]+")
_WORDS = re.compile(r"[^\W\d][^=\[\]{}\"#]*")


@dataclass(frozen=True)
class Line:
    """One line without its comment, and what stands before and behind its first ``=``."""

    text: str

    @property
    def outside(self) -> str:
        """The line without what stands in quotation marks."""
        return _STRINGS.sub('""', self.text)

    @property
    def key(self) -> str:
        """What stands before the first = outside quotation marks; all of it if there is none."""
        return self.text[: self._sign].strip() if self._sign >= 0 else self.text.strip()

    @property
    def value(self) -> str:
        """What stands behind the first =."""
        return self.text[self._sign + 1 :].strip() if self._sign >= 0 else ""

    @property
    def _sign(self) -> int:
        return _STRINGS.sub(lambda found: "x" * len(found[0]), self.text).find("=")


def in_line(number: int, text: str) -> Phrase:
    """Return how a place is named: the line's number and its text."""
    return Phrase("line {number} ({text}):", number=number, text=shortened(text.strip(), SHOWN))


def line_of(text: str) -> Line:
    """Return a line without its comment."""
    bare = _STRINGS.sub(lambda found: "x" * len(found[0]), text)
    at = bare.find("#")
    odd = bare[:at].count('"') % 2 or bare[:at].count("'") % 2 if at >= 0 else False
    return Line((text if at < 0 or odd else text[:at]).strip())


def _valid(line: str) -> bool:
    try:
        tomllib.loads(line)
    except (ValueError, RecursionError):
        return False
    return True


def _write(what: str, line: str) -> Phrase | None:
    """Return what is wrong and the line as it should be, if that is TOML indeed."""
    return Phrase("{what}; write {line}", what=what, line=shortened(line.strip(), SHOWN)) if _valid(line) else None


# What is wrong with a line that has a key and a value: each says it, or returns None


def _spaces(line: Line) -> Phrase | None:
    if not _BLANKS.search(line.outside):
        return None
    fixed = "".join(
        part if part[:1] in ("'", '"') else _BLANKS.sub(" ", part)
        for part in re.split(f"({_STRINGS.pattern})", line.text)
    )
    return _write(
        Phrase("there is a space of another kind than the space bar's (from a word processor or a web page)"), fixed
    )


def curly(line: Line) -> Phrase | None:
    """Return what is wrong with quotation marks of a word processor."""
    if not any(sign in line.outside for sign in _CURLY):
        return None
    fixed = re.sub(f"[{_CURLY}]", '"', line.text)
    return _write(Phrase("quotation marks must be straight"), fixed) or Phrase(
        'quotation marks must be straight; write "..."'
    )


def unclosed(line: Line) -> Phrase | None:
    """Return what is wrong with a quotation mark that has no other."""
    for mark, other in (('"', "'"), ("'", '"')):
        if mark in line.outside.replace('""', ""):
            value = line.value.strip(mark).rstrip(other)
            fixed = f"{line.key} = {mark}{value}{mark}"
            closed = "]" if line.value.startswith("[") and not line.value.endswith("]") else ""
            fixed = f"{line.text}{mark}{closed}" if line.value.startswith("[") else fixed
            return _write(Phrase("a quotation mark is not closed"), fixed) or Phrase(
                "a quotation mark is not closed or one too many"
            )
    return None


def _backslashes(line: Line) -> Phrase | None:
    if '"' not in line.text or "\\" not in line.text:
        return None
    what = Phrase('in "..." a \\ begins a special character')
    return _write(what, line.text.replace("\\\\", "/").replace("\\", "/"))


def _number(line: Line) -> Phrase | None:
    found = numbers_in(line.value)
    if not found or is_date(line.value) or _valid(line.text):
        return None
    signs = [what for what, sign in (
        (Phrase("a percent sign cannot be written"), "%"), (Phrase("numbers stand without a currency"), "€"),
        (Phrase("numbers stand without a currency"), "eur"), (Phrase("numbers stand without a currency"), "$"),
    ) if sign in line.value.lower()]  # fmt: skip
    if any(sign in line.value for sign in MINUS):
        signs = [Phrase("this is a dash, no minus sign")]
    what = signs[0] if signs else _about(line.value)
    return Phrase("{what}; write {line}", what=what, line=either(f"{line.key} = {each}" for each in found))


def _about(number: str) -> Phrase:
    if "," in number:
        return Phrase("a decimal sign is a point, and thousands are not parted by commas")
    if re.match(r"[-+]?0[0-9]", number):
        return Phrase("a number does not begin with 0")
    if number.startswith(".") or number.endswith("."):
        return Phrase("a number has digits on both sides of its point")
    return Phrase("thousands are parted by nothing, or by _")


def _unit(line: Line) -> Phrase | None:
    found = re.fullmatch(r"(\S+)\s+[^\W\d]+", line.value)
    number = numbers_in(found[1])[:1] if found else ()
    return (
        Phrase("numbers stand without a unit; write {key} = {number}", key=line.key, number=number[0])
        if number
        else None
    )


def _inside(line: Line) -> Phrase | None:
    fixed = re.sub(r"(?<![\d.,])(\d+),(\d+)(?![\d.,])", r"\1.\2", line.text)
    return (
        _write(Phrase("a decimal sign is a point"), fixed)
        if line.value[:1] in ("{", "[") and fixed != line.text
        else None
    )


def _nested(line: Line) -> Phrase | None:
    """Return what is wrong with quotation marks inside a text."""
    inner = line.value[1:-1]
    if not (line.value.startswith('"') and line.value.endswith('"') and '"' in inner and "'" not in inner):
        return None
    return _write(Phrase("quotation marks inside a text need others around it"), f"{line.key} = '{inner}'")


def _sign(line: Line) -> Phrase | None:
    fixed = re.sub(r"^([\w.\s-]+?)\s*(?:==|:=|=>|=:)\s*", r"\1 = ", line.text)
    return _write(Phrase("between name and value stands a single ="), fixed) if fixed != line.text else None


def _word(line: Line) -> Phrase | None:
    word = line.value.lower()
    if word in TRUTHS:
        return Phrase(
            "yes and no are written in small letters; write {key} = {truth}", key=line.key, truth=TRUTHS[word]
        )
    return (
        Phrase("there is no word for nothing; leave the line out to keep the usual value") if word in NOTHING else None
    )


def _date(line: Line) -> Phrase | None:
    return Phrase("{value} is a date; {rule}", value=line.value, rule=MONTHS_COUNT) if is_date(line.value) else None


def _ending(line: Line) -> Phrase | None:
    if not line.value.endswith((",", ";")):
        return None
    return _write(Phrase("a line ends with its value, without {sign!r}", sign=line.value[-1]), line.text.rstrip(" ,;"))


def _unquoted(line: Line) -> Phrase | None:
    if _WORDS.fullmatch(line.value):
        return _write(Phrase("a text stands in quotation marks"), f'{line.key} = "{line.value}"')
    if line.value.startswith("[") and line.value.endswith("]"):
        words = [each.strip().strip("'\"") for each in line.value[1:-1].split(",") if each.strip()]
        return _write(
            Phrase("texts of a list stand in quotation marks"), f"{line.key} = [{', '.join(map(_quoted, words))}]"
        )
    nothing = not line.value and "=" in line.text
    return Phrase("nothing stands behind the =; write a value, or leave {key} out", key=line.key) if nothing else None


def _key(line: Line) -> Phrase | None:
    parts = line.key.split(".")
    if not line.value or all(_BARE.fullmatch(each.strip()) for each in parts if '"' not in each):
        return None
    joined = re.sub(r"\s+", "_", line.key)
    if joined != line.key and _BARE.fullmatch(joined):
        return _write(Phrase("a name has no blanks"), f"{joined} = {line.value}")
    return _write(Phrase("a name with other signs than a-z, 0-9, _ and - stands in quotation marks"),
                  f"{_quoted(line.key)} = {line.value}")  # fmt: skip


def _quoted(word: str) -> str:
    return word if numbers_in(word) == (word,) else f'"{word}"'


# What is wrong with a line that has no =


def _comment(line: Line) -> Phrase | None:
    if not line.text.lstrip().startswith(("//", ";", "--", "/*", "%")):
        return None
    return Phrase("a comment begins with #; write # {text}", text=shortened(line.text.strip().lstrip("/;-*% "), SHOWN))


def _header(line: Line) -> Phrase | None:
    if not line.text.lstrip().startswith("["):
        return None
    twice = line.text.lstrip().startswith("[[")
    name = line.text.strip().strip("[]").strip()
    parts = ".".join(each.strip() if _BARE.fullmatch(each.strip()) else _quoted(each.strip().strip("\"'“”„"))
                     for each in name.split("."))  # fmt: skip
    fixed = f"[[{parts}]]" if twice else f"[{parts}]"
    return _write(Phrase("this is no heading of a table"), fixed) if fixed != line.text.strip() else None


def _without_sign(line: Line) -> Phrase | None:
    if "=" in line.outside:
        return None
    found = re.fullmatch(r"\s*[\"']?([\w.-]+)[\"']?\s*(:=|:|\s|=>|->)\s*(\S.*)", line.text)
    if not found or found[1] == "":
        return None
    key, value = found[1], found[3].strip().rstrip(",")
    fixed = f"{key} = {value}"
    inner = None if _valid(fixed) else next((said for rule in VALUES if (said := rule(Line(fixed)))), None)
    if inner:
        return Phrase("there is no = between name and value, and {inner}", inner=inner)
    return _write(Phrase("there is no = between name and value"), fixed)


VALUES: tuple[Callable[[Line], Phrase | None], ...] = (
    _spaces, curly, _backslashes, _nested, unclosed, _date, _number, _unit, _word, _ending, _inside, _unquoted,
)  # fmt: skip
RULES: tuple[Callable[[Line], Phrase | None], ...] = (_comment, _header, _sign, _without_sign, _key, *VALUES)
