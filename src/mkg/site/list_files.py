"""Lists as files: CSV for tables, JSON for programs, RDF as the graph says it."""

import csv
import io
import json
from collections.abc import Iterable

from pyoxigraph import Literal

from mkg.reading.asking import Term
from mkg.reading.facets import CLASS, Item
from mkg.reading.listed import Telling

RDF = """CONSTRUCT { ?s ?p ?o } { SELECT ?s ?p ?o {
  { VALUES ?o { $things } VALUES (?s ?p) { ($list rdfs:member) } }
  UNION { VALUES (?s ?p ?o) { ($list rdf:type rdfs:Container) } }
  UNION { VALUES ?s { $things } ?s ?p ?o }
  UNION { VALUES ?it { $things } ?s ?to ?it FILTER STRSTARTS(STR(?s), CONCAT(STR(?it), "#")) ?s ?p ?o }
} ORDER BY (?s != $list) ?s (?p != rdf:type) ?p ?o }"""
"""The list `$list`, its members `$things`, and what the graph says of them and of their parts."""

_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def as_csv(items: Iterable[Item], telling: Telling) -> bytes:
    """Write things as a table with a head, in the words of the reader's language.

    Several values stand in one cell with semicolons between them. What a spreadsheet would take for a formula
    has an apostrophe before it. https://owasp.org/www-community/attacks/CSV_Injection
    """
    file = io.StringIO()
    writer = csv.writer(file)
    columns = columns_of(telling)
    writer.writerow(("iri", "name", "class", *columns, "linked"))
    for item in items:
        told = ("; ".join(text.value for text in telling.values(item, column)) for column in columns)
        cells = (item.thing.name(telling.language).value, _class(item, telling), *told)
        writer.writerow((item.thing.iri, *map(_harmless, cells), item.linked))
    return file.getvalue().encode(errors="replace")


def as_json(items: Iterable[Item], telling: Telling) -> bytes:
    """Write things as a list of objects: names in every language, values as IRIs, words or numbers."""
    columns = columns_of(telling)
    told = [
        {
            "iri": item.thing.iri,
            "name": {text.lang: text.value for text in item.thing.names},
            "class": item.thing.own_class,
            **{column: [_value(term) for term in item.facts.get(column, ())] for column in columns},
            "linked": item.linked,
        }
        for item in items
    ]
    return (json.dumps(told, ensure_ascii=False, indent=1) + "\n").encode(errors="replace")


def columns_of(telling: Telling) -> list[str]:
    """Return the columns that at least one of all the things of the kind has."""
    return sorted({column for item in telling.listing.items for column in item.facts})


def _class(item: Item, telling: Telling) -> str:
    return telling.key(CLASS, item.thing.own_class).value if item.thing.own_class else ""


def _harmless(cell: str) -> str:
    return f"'{cell}" if cell.startswith(_FORMULA) else cell


def _value(term: Term) -> str | int | dict[str, str]:
    if isinstance(term, Literal) and term.language:
        return {term.language: term.value}
    if isinstance(term, Literal) and term.datatype.value.endswith("#integer") and term.value.isdecimal():
        return int(term.value)
    return term.value
