"""How long a validation takes, from process start to report: `python benchmarks/validation.py`.

Our own graph, and graphs made at random from a seed, are validated by `mkg validate` with either engine and
by the command line of pySHACL, in rounds that take turns; beside them stands what pyoxigraph takes to parse
the same file. Told are the median of the seconds, the peak memory of the largest process, and the ratios.
Options: `--sizes 10000,100000,1000000`, `--rounds 3`, `--stock-limit 100000` (above it neither pySHACL runs),
`--json` to write the figures as JSON.
"""

import argparse
import json
import os
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from random import Random
from statistics import median
from tempfile import TemporaryDirectory

BIN = Path(sys.executable).parent
ROOT = Path(__file__).parents[1]
PARSE = "import sys, pyoxigraph; print(sum(1 for _ in pyoxigraph.parse(path=sys.argv[1])))"

PREFIXES = """@prefix e: <http://example.org/> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix sh: <http://www.w3.org/ns/shacl#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
"""
PARSING, STOCK = "pyoxigraph, parsing alone", "pyshacl"
FACULTIES = 40
BLOCKS = 200
"""How many people, with their publications, a file holds."""
SHAPES = """
e: sh:declare [ sh:prefix "e" ; sh:namespace "http://example.org/"^^xsd:anyURI ] .
e:ThingShape a sh:NodeShape ; sh:targetClass e:Thing ;
  sh:property [ sh:path rdfs:label ; sh:minCount 1 ; sh:uniqueLang true ; sh:languageIn ( "en" "fr" "ar" ) ;
                sh:minLength 2 ; sh:pattern "^[^ ].*[^ ]$" ] .
e:PersonShape a sh:NodeShape ; sh:targetClass e:Person ; sh:nodeKind sh:IRI ;
  sh:property [ sh:path e:worksAt ; sh:minCount 1 ; sh:class e:Institution ] ;
  sh:property [ sh:path e:born ; sh:maxCount 1 ; sh:datatype xsd:gYear ] ;
  sh:property [ sh:path e:email ; sh:pattern "^[a-z0-9.]+@[a-z0-9.]+$" ; sh:nodeKind sh:Literal ] ;
  sh:property [ sh:path [ sh:inversePath e:author ] ; sh:class e:Publication ] .
e:InstitutionShape a sh:NodeShape ; sh:targetClass e:Institution ;
  sh:property [ sh:path e:kind ; sh:minCount 1 ; sh:maxCount 1 ;
                sh:in ( "university" "company" "laboratory" ) ] ;
  sh:property [ sh:path e:partOf ; sh:class e:Institution ; sh:maxCount 1 ] ;
  sh:sparql [ sh:prefixes e: ; sh:message "part of itself" ;
              sh:select "SELECT $this { $this e:partOf $this }" ] .
e:PublicationShape a sh:NodeShape ; sh:targetClass e:Publication ; sh:closed true ;
  sh:ignoredProperties ( <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> rdfs:label ) ;
  sh:property [ sh:path e:author ; sh:minCount 1 ; sh:class e:Person ; sh:nodeKind sh:IRI ] ;
  sh:property [ sh:path e:year ; sh:minCount 1 ; sh:maxCount 1 ; sh:datatype xsd:integer ;
                sh:minInclusive 1950 ; sh:maxInclusive 2030 ; sh:lessThanOrEquals e:published ] ;
  sh:property [ sh:path e:published ; sh:datatype xsd:integer ] ;
  sh:property [ sh:path e:cites ; sh:class e:Publication ; sh:disjoint e:author ] ;
  sh:property [ sh:path e:pages ; sh:node e:PagesShape ; sh:maxCount 1 ] ;
  sh:property [ sh:path e:doi ; sh:or ( [ sh:pattern "^10[.]" ] [ sh:hasValue "none" ] ) ; sh:maxCount 1 ] ;
  sh:sparql [ sh:prefixes e: ; sh:message "cites itself" ;
              sh:select "SELECT $this { $this e:cites $this }" ] .
e:PagesShape a sh:NodeShape ; sh:nodeKind sh:BlankNode ;
  sh:property [ sh:path e:first ; sh:minCount 1 ; sh:datatype xsd:integer ; sh:lessThanOrEquals e:last ] ;
  sh:property [ sh:path e:last ; sh:minCount 1 ; sh:maxCount 1 ; sh:datatype xsd:integer ] .
"""
CLASSES = "e:Person rdfs:subClassOf e:Thing .\ne:Institution rdfs:subClassOf e:Thing .\n"


def made(triples: int, seed: int = 2026) -> Iterator[str]:
    """Yield the blocks of a graph in Turtle of about so many triples, a few of them at fault."""
    random, count, number = Random(seed), 0, 0  # noqa: S311 -- the same graph each time
    yield CLASSES
    for index in range(FACULTIES):
        kind = random.choice(["university", "company", "laboratory"])
        yield f'e:i{index} a e:Institution ; rdfs:label "Institution {index}"@en ; e:kind "{kind}" .\n'
    while count < triples:
        yield _person(random, number) + _publication(random, number)
        number, count = number + 1, count + 17


def _person(random: Random, number: int) -> str:
    email = f"p{number}@example.org" if number % 3001 else "no address"
    return (
        f'e:p{number} a e:Person ; rdfs:label "Person {number}"@en , "Personne {number}"@fr ;\n'
        f"    e:worksAt e:i{random.randrange(FACULTIES)} ;\n"
        f'    e:born "{random.randrange(1940, 2005)}"^^xsd:gYear ;\n'
        f'    e:email "{email}" .\n'
    )


def _publication(random: Random, number: int) -> str:
    year = random.randrange(1950, 2027) if number % 2003 else 1066
    first, other = random.randrange(1, 900), random.randrange(number + 1)
    return (
        f'e:w{number} a e:Publication ; rdfs:label "Publication {number}"@en ;\n'
        f"    e:author e:p{number} , e:p{random.randrange(number + 1)} ; e:year {year} ; e:published 2030 ;\n"
        f'    e:cites e:w{other if other < number else number + 1} ; e:doi "10.1/{number}" ;\n'
        f"    e:pages [ e:first {first} ; e:last {first + random.randrange(30)} ] .\n"
    )


def commands(data: list[Path], shapes: list[Path], whole: Path | None, *, slow: bool) -> dict[str, list[str]]:
    """Return what is measured on a graph, by its name; `whole` is its data in one file."""
    mkg = [str(BIN / "mkg"), "validate", "--no-lint", "--timeout", "3600", "--format", "turtle"]
    mkg += [word for path in data for word in ("--data", str(path))]
    mkg += [word for path in shapes for word in ("--shapes", str(path))]
    found = {PARSING: [sys.executable, "-c", PARSE, str(whole)]} if whole else {}
    found["mkg, shacl"] = [*mkg, "--engine", "shacl"]
    if slow:
        found["mkg, pyshacl"] = [*mkg, "--engine", "pyshacl"]
    if slow and whole:
        found[STOCK] = [str(BIN / "pyshacl"), "-f", "turtle", "-s", str(shapes[0]), str(whole)]
    return found


def measure(command: list[str]) -> tuple[float, float]:
    """Run a command; return its seconds and the MB of its largest process. Raises OSError where it fails."""
    null = os.open(os.devnull, os.O_RDWR)
    begun = time.perf_counter()
    pid = os.posix_spawn(command[0], command, os.environ, file_actions=[(os.POSIX_SPAWN_DUP2, null, 1)])
    _, status, usage = os.wait4(pid, 0)
    took = time.perf_counter() - begun
    os.close(null)
    if os.waitstatus_to_exitcode(status) not in {0, 1}:
        raise OSError(f"{' '.join(command)} ended with {os.waitstatus_to_exitcode(status)}")
    # Linux counts it in KiB.
    return took, usage.ru_maxrss / 1024


def compare(found: dict[str, list[str]], rounds: int) -> dict[str, dict[str, float]]:
    """Measure commands in turns; return the median of the seconds and the peak of the memory of each."""
    measured: dict[str, list[tuple[float, float]]] = {name: [] for name in found}
    for _ in range(rounds):
        for name, command in found.items():
            measured[name].append(measure(command))
    return {
        name: {"seconds": median(took for took, _ in each), "megabytes": max(peak for _, peak in each)}
        for name, each in measured.items()
    }


def graphs(sizes: list[int], folder: Path) -> Iterator[tuple[str, list[Path], list[Path], Path | None]]:
    """Yield each graph: its name, its data, its shapes, and its data in one file where that exists."""
    yield "our graph", [ROOT / "data", ROOT / "ontology" / "mkg.ttl"], [ROOT / "shapes"], None
    shapes = folder / "shapes.ttl"
    shapes.write_text(PREFIXES + SHAPES, encoding="utf-8")
    for size in sizes:
        parts, whole = folder / str(size), folder / f"{size}.ttl"
        parts.mkdir()
        blocks = list(made(size))
        whole.write_text(PREFIXES + "".join(blocks), encoding="utf-8")
        for start in range(0, len(blocks), BLOCKS):
            text = PREFIXES + "".join(blocks[start : start + BLOCKS])
            (parts / f"{start:07}.ttl").write_text(text, encoding="utf-8")
        yield f"{size:,} triples", [parts], [shapes], whole


def rows(graph: str, figures: dict[str, dict[str, float]]) -> Iterator[str]:
    """Yield the rows of a table about a graph."""
    alone, stock = (figures.get(name, {}).get("seconds", 0) for name in (PARSING, STOCK))
    for name, each in figures.items():
        times = f"{each['seconds'] / alone:.1f}" if alone else ""
        faster = f"{stock / each['seconds']:.1f}" if stock else ""
        yield f"| {graph} | {name} | {each['seconds']:.2f} | {each['megabytes']:.0f} | {times} | {faster} |"


def main() -> None:
    """Print a table, or JSON."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sizes", default="10000,100000,1000000")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--stock-limit", type=int, default=100_000)
    parser.add_argument("--json", action="store_true")
    told = parser.parse_args()
    sizes = [*map(int, told.sizes.split(","))]
    if not told.json:
        print("| graph | what | seconds | MB | times parsing alone | times faster than pyshacl |")
        print("|---|---|---:|---:|---:|---:|")
    everything = {}
    with TemporaryDirectory() as folder:
        for (name, data, shapes, whole), size in zip(graphs(sizes, Path(folder)), [0, *sizes], strict=True):
            figures = compare(commands(data, shapes, whole, slow=size <= told.stock_limit), told.rounds)
            everything[name] = figures
            if not told.json:
                print("\n".join(rows(name, figures)), flush=True)
    if told.json:
        print(json.dumps(everything, indent=2))


if __name__ == "__main__":
    main()
