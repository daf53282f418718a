import pytest

from looked_at import HEAD, XSD, found, looked_at, rules
from mkg.lints.literals import fits

GOOD = {
    "boolean": ["true", "false", "1", "0", " true\n"],
    "decimal": ["1", "1.", ".5", "-1.50", "+0"],
    "double": ["1", "1e5", "-1.5E-10", ".5e+3", "INF", "-INF", "NaN"],
    "float": ["1.5", "INF"],
    "integer": ["0", "-1", "+007", "1" * 5000],
    "nonNegativeInteger": ["0", "-0", "5"],
    "positiveInteger": ["1", "18446744073709551616"],
    "negativeInteger": ["-1"],
    "nonPositiveInteger": ["0", "-5"],
    "byte": ["-128", "127"],
    "short": ["-32768"],
    "int": ["2147483647"],
    "long": ["-9223372036854775808"],
    "unsignedByte": ["255"],
    "unsignedShort": ["65535"],
    "unsignedInt": ["4294967295"],
    "unsignedLong": ["18446744073709551615"],
    "date": ["2024-02-29", "2000-02-29", "-0044-03-15", "2024-01-01Z", "2024-01-01+01:00", "12024-01-01"],
    "dateTime": ["2024-12-31T23:59:59", "2024-12-31T24:00:00", "2024-12-31T00:00:00.123Z"],
    "dateTimeStamp": ["2024-12-31T23:59:59Z", "2024-12-31T23:59:59-14:00"],
    "time": ["00:00:00", "23:59:59.9+13:59"],
    "gYear": ["2024", "-0044", "0789", "12024", "2024Z"],
    "gYearMonth": ["2024-12"],
    "gMonth": ["--12"],
    "gDay": ["---31"],
    "gMonthDay": ["--02-29"],
    "duration": ["P1Y", "P1Y2M3DT4H5M6.7S", "PT5M", "-P1D", "PT0.5S"],
    "dayTimeDuration": ["P1D", "PT1H", "P1DT2S"],
    "yearMonthDuration": ["P1Y", "P1Y2M", "P2M"],
    "hexBinary": ["", "0fB7"],
    "base64Binary": ["", "TWFyb2M=", "TQ==", "TWFy b2M="],
    "language": ["en", "ar-MA"],
    "anyURI": ["", "https://example.org/", "../a", "#a"],
    "string": ["anything"],
    "unknown": ["anything"],
}
BAD = {
    "boolean": ["yes", "True", "TRUE", "", "2"],
    "decimal": ["1e5", "1,5", "", ".", "abc", "INF", "\u0661"],
    "double": ["1,5", "inf", "Infinity", "e5", "1e", "+NaN"],
    "float": ["", "abc"],
    "integer": ["1.0", "", "1 000", "1e3", "\u0661\u0662", "--1"],
    "nonNegativeInteger": ["-1"],
    "positiveInteger": ["0", "-1"],
    "negativeInteger": ["0"],
    "nonPositiveInteger": ["1"],
    "byte": ["128", "-129", "1" * 5000],
    "short": ["32768"],
    "int": ["2147483648"],
    "long": ["9223372036854775808"],
    "unsignedByte": ["256", "-1"],
    "unsignedLong": ["18446744073709551616"],
    "date": [
        "2024-02-30",
        "2023-02-29",
        "1900-02-29",
        "24-01-01",
        "2024-1-1",
        "2024-13-01",
        "01/02/2024",
        "",
    ],
    "dateTime": ["2024-12-31", "2024-12-31T25:00:00", "2024-12-31 23:59:59", "2024-02-30T00:00:00"],
    "dateTimeStamp": ["2024-12-31T23:59:59"],
    "time": ["24:00:01", "1:00:00", "12:00"],
    "gYear": ["24", "2024-01", "20240"[:3], "012024", "789"],
    "gYearMonth": ["2024", "2024-13"],
    "gMonth": ["12", "--13"],
    "gDay": ["31", "---32"],
    "gMonthDay": ["02-29", "--13-01"],
    "duration": ["P", "PT", "P1YT", "1Y", "P1S", "P-1D", ""],
    "dayTimeDuration": ["P1Y", "P", "PT"],
    "yearMonthDuration": ["P1D", "P"],
    "hexBinary": ["0", "0G"],
    "base64Binary": ["TQ=", "T", "T*=="],
    "language": ["", "en_US", "englishlanguage"],
    "anyURI": ["a b", "<a>"],
}


@pytest.mark.parametrize(
    ("datatype", "text"), [(name, text) for name, texts in GOOD.items() for text in texts]
)
def test_a_text_that_fits_its_datatype(datatype: str, text: str) -> None:
    assert fits(text, datatype)


@pytest.mark.parametrize(
    ("datatype", "text"), [(name, text) for name, texts in BAD.items() for text in texts]
)
def test_a_text_that_does_not_fit_its_datatype(datatype: str, text: str) -> None:
    assert not fits(text, datatype)


@pytest.mark.parametrize(
    ("datatype", "said"),
    [
        ("date", "an xsd:date is written like 2024-12-31."),
        ("integer", "an xsd:integer is a whole number."),
        ("positiveInteger", "an xsd:positiveInteger is a whole number [1…]."),
        ("nonPositiveInteger", "an xsd:nonPositiveInteger is a whole number […0]."),
        ("byte", "an xsd:byte is a whole number [-128…127]."),
    ],
)
def test_an_ill_typed_value_is_told_at_its_place_with_what_is_expected(datatype: str, said: str) -> None:
    (finding,) = found(looked_at(f'{HEAD}ex:a ex:b 1 , "x"^^<{XSD}{datatype}> .'))

    assert (finding.rule, str(finding.place)) == ("ill-typed", "/graph/0.ttl:2:15")
    assert finding.messages[0].value == f"Correct this value or its datatype: {said}"


def test_the_same_ill_typed_value_is_told_wherever_it_stands() -> None:
    text = f'ex:a ex:b "x"^^<{XSD}date> . ex:c ex:b "x"^^<{XSD}date> .'

    assert rules(text) == ["ill-typed"] * 2


@pytest.mark.parametrize("text", ["1", "1.5", "1e5", "true", '"x"', '"x"@en', '"x"^^ex:date'])
def test_other_literals_are_left_alone(text: str) -> None:
    assert rules(f"ex:a ex:b {text} .") == []
