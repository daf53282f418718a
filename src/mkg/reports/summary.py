"""What was validated and what was found, in one line, in three languages."""

from collections import Counter

from mkg.validation.findings import Report, Severity

# English and French: one, more. Arabic: one, two, three to ten, eleven to ninety-nine, the rest.
# https://www.unicode.org/cldr/charts/latest/supplemental/language_plural_rules.html
_NOUNS: dict[str, dict[str, tuple[str, ...]]] = {
    "en": {
        "violation": ("{n} violation", "{n} violations"),
        "warning": ("{n} warning", "{n} warnings"),
        "info": ("{n} info", "{n} infos"),
        "triple": ("{n} triple", "{n} triples"),
        "file": ("{n} file", "{n} files"),
    },
    "fr": {
        "violation": ("{n} violation", "{n} violations"),
        "warning": ("{n} avertissement", "{n} avertissements"),
        "info": ("{n} information", "{n} informations"),
        "triple": ("{n} triplet", "{n} triplets"),
        "file": ("{n} fichier", "{n} fichiers"),
    },
    "ar": {
        "violation": ("مخالفة واحدة", "مخالفتان", "{n} مخالفات", "{n} مخالفة", "{n} مخالفة"),
        "warning": ("تحذير واحد", "تحذيران", "{n} تحذيرات", "{n} تحذيرًا", "{n} تحذير"),
        "info": ("ملاحظة واحدة", "ملاحظتان", "{n} ملاحظات", "{n} ملاحظة", "{n} ملاحظة"),
        "triple": ("ثلاثية واحدة", "ثلاثيتين", "{n} ثلاثيات", "{n} ثلاثية", "{n} ثلاثية"),
        "file": ("ملف واحد", "ملفين", "{n} ملفات", "{n} ملفًا", "{n} ملف"),
    },
}
_NAMES = {
    "en": {severity: severity.name for severity in Severity},
    "fr": {Severity.info: "information", Severity.warning: "avertissement", Severity.violation: "violation"},
    "ar": {Severity.info: "ملاحظة", Severity.warning: "تحذير", Severity.violation: "مخالفة"},
}
_WORDS = {
    "en": {
        "conforms": "conforms: {scope}",
        "found": "{found} in {scope}",
        "scope": "{triples} in {files}",
        "broken": "{said}; a file could not be parsed, so nothing else was checked",
        "comma": ", ",
        "help": "help: {cure}",
        "nowhere": "(no place)",
        "mended": "Mended since the baseline was written: {n}. Write it anew with --write-baseline.",
        "left out": "Left out here: {n} more. The format text tells them all.",
        "headings": "severity|place|what is wrong|rule",
    },
    "fr": {
        "conforms": "conforme\u00a0: {scope}",
        "found": "{found} sur {scope}",
        "scope": "{triples} dans {files}",
        "broken": "{said}\u00a0; un fichier n’a pas pu être analysé, rien d’autre n’a été vérifié",
        "comma": ", ",
        "help": "aide\u00a0: {cure}",
        "nowhere": "(sans lieu)",
        "mended": "Corrigé depuis l’écriture de la référence\u00a0: {n}. Réécrivez-la par --write-baseline.",
        "left out": "Omis ici\u00a0: {n} de plus. Le format text les donne tous.",
        "headings": "gravité|lieu|ce qui ne va pas|règle",
    },
    "ar": {
        "conforms": "مطابق: {scope}",
        "found": "{found} في {scope}",
        "scope": "{triples} في {files}",
        "broken": "{said}؛ تعذّر تحليل أحد الملفات فلم يُفحص غيره",
        "comma": "، ",
        "help": "المساعدة: {cure}",
        "nowhere": "(بلا موضع)",
        "mended": "أُصلح منذ كتابة خط الأساس: {n}. أعد كتابته باستخدام --write-baseline.",
        "left out": "لم تُعرض هنا نتائج أخرى عددها {n}. صيغة text تعرضها كلها.",
        "headings": "الخطورة|الموضع|ما الخلل|القاعدة",
    },
}
_GROUPS = {"en": ",", "fr": "\u202f", "ar": "."}


def summary(report: Report, lang: str) -> str:
    """Say in one line what was validated and what was found, the worst first."""
    found = counts(report)
    told = [count(number, severity.name, lang) for severity, number in found.items() if number]
    files, triples = count(report.files, "file", lang), count(report.triples, "triple", lang)
    scope = word("scope", lang, triples=triples, files=files)
    listed = word("comma", lang).join(told)
    said = word("found", lang, found=listed, scope=scope) if told else word("conforms", lang, scope=scope)
    return word("broken", lang, said=said) if report.broken else said


def counts(report: Report) -> dict[Severity, int]:
    """Count the findings of each severity, the worst first."""
    found = Counter(finding.severity for finding in report.findings)
    return {severity: found[severity] for severity in reversed(Severity)}


def count(number: int, noun: str, lang: str) -> str:
    """Write a number of things with its noun.

    >>> count(1200, "file", "en")
    '1,200 files'
    """
    forms = _NOUNS[lang][noun]
    return forms[_form(number, lang)].format(n=figure(number, lang))


def figure(number: int, lang: str) -> str:
    """Write a whole number with its thousands apart."""
    return f"{number:,}".replace(",", _GROUPS[lang])


def mended(number: int, lang: str) -> str:
    """Say how many findings a baseline knows that are no longer found."""
    return word("mended", lang, n=figure(number, lang))


def name(severity: Severity, lang: str) -> str:
    """Return the word for a severity."""
    return _NAMES[lang][severity]


def word(key: str, lang: str, **parts: str) -> str:
    """Return one of the words of reports, filled in."""
    return _WORDS[lang][key].format(**parts)


def _form(number: int, lang: str) -> int:
    if lang == "en":
        return int(number != 1)
    if lang == "fr":
        return int(number > 1)
    if number in {1, 2}:
        return number - 1
    tens = number % 100
    return 2 if 3 <= tens <= 10 else 3 if tens > 10 else 4
