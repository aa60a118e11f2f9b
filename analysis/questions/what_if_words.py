"""Words of answers to what-ifs, in English and German."""
# ruff: noqa: E501 - a sentence is a line

from __future__ import annotations

from ...model.plural import counted

_WORDS: dict[str, tuple[str, str]] = {
    "better": (
        "“{name}” is better than “{base}”: {difference} {unit} of “{outcome}” in month {month} (95 % {low} to {high}), "
        "in {share} of {n} companies.",
        "„{name}“ ist besser als „{base}“: {difference} {unit} bei „{outcome}“ in Monat {month} (95 % {low} bis "
        "{high}), in {share} von {n} Unternehmen.",
    ),
    "worse": (
        "“{name}” is worse than “{base}”: {difference} {unit} of “{outcome}” in month {month} (95 % {low} to {high}), "
        "better only in {share} of {n} companies.",
        "„{name}“ ist schlechter als „{base}“: {difference} {unit} bei „{outcome}“ in Monat {month} (95 % {low} bis "
        "{high}), besser nur in {share} von {n} Unternehmen.",
    ),
    "same": (
        "“{name}” cannot be told apart from “{base}” in “{outcome}” in month {month}: {difference} {unit} (95 % {low} to "
        "{high}).",
        "„{name}“ ist bei „{outcome}“ in Monat {month} nicht von „{base}“ zu unterscheiden: {difference} {unit} (95 % "
        "{low} bis {high}).",
    ),
    "best": (
        "Best here: “{best}” with {level} in “{outcome}”{near}.",
        "Hier am besten: „{best}“ mit {level} bei „{outcome}“{near}.",
    ),
    "near": (", not to be told apart from {names}", ", nicht zu unterscheiden von {names}"),
    "sets": (
        "Over {n} parameter sets that the evidence leaves, it is ahead of “{base}” in {share}.",
        "Über {n} Parametersätze, die die Evidenz lässt, liegt es in {share} vor „{base}“.",
    ),
    "costs": ("They do not cost the same: {costs}.", "Sie kosten nicht dasselbe: {costs}."),
    "time": (
        "From month {month} on the rival is ahead in nine of ten pairs of companies, each with its own people and luck: "
        "so much time there is to follow.",
        "Ab Monat {month} liegt der Wettbewerber in neun von zehn Unternehmenspaaren vorn, jedes mit eigenen Menschen "
        "und eigenem Zufall: So viel Zeit bleibt, um nachzuziehen.",
    ),
    "no time": (
        "Within {months} months the rival does not get ahead in nine of ten pairs of companies with luck of their own.",
        "In {months} Monaten kommt der Wettbewerber nicht in neun von zehn Unternehmenspaaren mit eigenem Zufall nach "
        "vorn.",
    ),
    "limits": (
        "For the article's company at the default behaviour; how strongly programmes act is judgement put into the model. "
        "For your own: crm-adoption compare with these files and --set, or crm-adoption decide.",
        "Für das Unternehmen aus dem Artikel beim voreingestellten Verhalten; wie stark Programme wirken, ist ein in "
        "das Modell gelegtes Urteil. Für das eigene: crm-adoption compare mit diesen Dateien und --set, oder "
        "crm-adoption decide.",
    ),
}  # fmt: skip


def say(key: str, lang: str, **values: object) -> str:
    """Return a phrase in a language, with its blanks filled in."""
    return counted(_WORDS[key][lang == "de"].format(**values))
