"""Names of scripts, and what is said where figures cannot show one, in English and German."""

from __future__ import annotations

SCRIPTS: dict[str, tuple[str, str]] = {
    "ARABIC": ("Arabic", "arabische"),
    "ARMENIAN": ("Armenian", "armenische"),
    "BENGALI": ("Bengali", "bengalische"),
    "CJK": ("Chinese", "chinesische"),
    "CYRILLIC": ("Cyrillic", "kyrillische"),
    "DEVANAGARI": ("Devanagari", "Devanagari-"),
    "ETHIOPIC": ("Ethiopic", "äthiopische"),
    "GEORGIAN": ("Georgian", "georgische"),
    "GREEK": ("Greek", "griechische"),
    "GUJARATI": ("Gujarati", "Gujarati-"),
    "GURMUKHI": ("Gurmukhi", "Gurmukhi-"),
    "HANGUL": ("Korean", "koreanische"),
    "HEBREW": ("Hebrew", "hebräische"),
    "HIRAGANA": ("Japanese", "japanische"),
    "KANNADA": ("Kannada", "Kannada-"),
    "KATAKANA": ("Japanese", "japanische"),
    "KHMER": ("Khmer", "Khmer-"),
    "LATIN": ("Latin", "lateinische"),
    "MALAYALAM": ("Malayalam", "Malayalam-"),
    "MYANMAR": ("Burmese", "birmanische"),
    "SINHALA": ("Sinhala", "singhalesische"),
    "SYRIAC": ("Syriac", "syrische"),
    "TAMIL": ("Tamil", "Tamil-"),
    "TELUGU": ("Telugu", "Telugu-"),
    "THAI": ("Thai", "thailändische"),
    "OTHER": ("other", "weitere"),
    "SYMBOL": ("emoji and other", "Emoji- und andere"),
}
"""Scripts by the first word of their letters' names, as they stand before "characters" and "Zeichen"."""
UNDRAWN = {
    "en": "Note: no installed font has {things} characters that figures can use, so an empty square stands for each. "
    "Install one (Google's Noto Sans has all scripts) and run the command again; tables and texts are not affected.",
    "de": "Hinweis: Keine installierte Schrift hat {things} Zeichen, die sich in Abbildungen verwenden lassen; für "
    "jedes steht dort ein leeres Quadrat. Installieren Sie eine (Noto Sans von Google hat alle) und rufen Sie den "
    "Befehl noch einmal auf; Tabellen und Texte sind nicht betroffen.",
}
UNSHAPED = {
    "en": "Note: figures show {things} letters one by one, not joined and not from right to left; matplotlib 3.11 or "
    "newer sets them right.",
    "de": "Hinweis: Abbildungen zeigen {things} Buchstaben einzeln, nicht verbunden und nicht von rechts nach links; "
    "ab matplotlib 3.11 werden sie richtig gesetzt.",
}
