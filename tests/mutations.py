"""Small papers, each with one fault that is put where the test knows it: line and column are counted here."""

from dataclasses import dataclass, field
from random import Random

PREFIXES = """\
@prefix e: <http://example.org/> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
@prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> .
"""
SHAPES = (
    PREFIXES
    + """\
@prefix sh: <http://www.w3.org/ns/shacl#> .
e:PaperShape a sh:NodeShape ;
    sh:targetClass e:Paper ; sh:closed true ; sh:ignoredProperties ( rdf:type ) ;
    sh:property [ sh:path e:label ; sh:minCount 1 ; sh:maxCount 1 ] ,
        [ sh:path e:year ; sh:datatype xsd:gYear ] ,
        [ sh:path e:author ; sh:class e:Person ] ,
        [ sh:path e:part ; sh:property [ sh:path e:code ; sh:minCount 1 ; sh:pattern "^A" ] ] ,
        [ sh:path ( e:part e:unit e:size ) ; sh:datatype xsd:integer ] ,
        [ sh:path ( e:words [ sh:zeroOrMorePath rdf:rest ] rdf:first ) ; sh:maxLength 5 ] ,
        [ sh:path [ sh:alternativePath ( e:isbn e:doi ) ] ; sh:minLength 3 ] ,
        [ sh:path [ sh:inversePath e:cites ] ; sh:class e:Paper ] ,
        [ sh:path e:isbn ] , [ sh:path e:doi ] , [ sh:path e:words ] , [ sh:path e:link ] .
e:LinkShape a sh:NodeShape ; sh:targetObjectsOf e:link ; sh:nodeKind sh:IRI .
"""
)
TRICKY = ['"a. b # ["', "'''x.\n\"y\" ]. '''", '"😀 المغرب."@ar', '"it\'s . \\" ( ;"', '"""b"" \\""""@en']

Fault = tuple[str, int, int]
"""The kind of constraint, the line and the column."""


@dataclass
class Text:
    """A text that grows, and the faults in it."""

    random: Random
    newline: str = "\n"
    text: str = PREFIXES
    faults: list[Fault] = field(default_factory=list)

    def line(self, text: str, constraint: str = "", at: str = "") -> None:
        """Add a line, with a fault where `at` first is in it; now and then a comment before it."""
        if self.random.random() < 0.2:
            self.text += "    # e:x e:y [ 'no\n"
        if constraint:
            self.fault(constraint, text.index(at) + 1)
        self.text += text + "\n"

    def fault(self, constraint: str, column: int) -> None:
        """Note that there is a fault on the line that comes next."""
        self.faults.append((constraint, self.text.count("\n") + 1, column))

    @property
    def content(self) -> str:
        """The text as its file has it."""
        return self.text.replace("\n", self.newline)


def paper(text: Text, number: int, *, change: str = "") -> None:
    """Write a paper that has one fault, or none."""
    start = f"e:p{number}"
    text.line(start, *(("MinCount", "e:") if change == "no label" else ()))
    text.line("    a e:Paper ;")
    if change != "no label":
        text.line(f"    e:label {text.random.choice(TRICKY)} ;")
    _values(text, change)
    _parts(text, change)
    _more(text, number, change)
    text.line(".")
    if change == "inverse":
        text.line(f"e:note{number} e:cites e:other , {start} .", "Class", f"{start} .")


def _values(text: Text, change: str) -> None:
    if change == "datatype":
        text.line("    e:year '1.' , 2020.5 , '''2020'''^^xsd:gYear ;", "Datatype", "'1.'")
        text.faults.append(("Datatype", text.faults[-1][1], 19))
    else:
        text.line("    e:year '2020'^^xsd:gYear ;")
    if change == "class":
        text.line("    e:author e:who ,")
        text.line("        e:fine ;", "Class", "e:fine")
    else:
        text.line("    e:author e:who ;")


def _parts(text: Text, change: str) -> None:
    code = {"nested": "'B.'", "no code": ""}.get(change, "'A'")
    text.line("    e:part [ e:code 'A1' ] , # [")
    text.line("        [", *(("MinCount", "[") if change == "no code" else ()))
    if code:
        text.line(f"            e:code {code} ;", *(("Pattern", "'B") if change == "nested" else ()))
    size = "'x'" if change == "sequence" else "3"
    text.line(f"            e:unit [ e:size {size} ]", *(("Datatype", "'x'") if change == "sequence" else ()))
    text.line("        ] ;")


def _more(text: Text, number: int, change: str) -> None:
    words = "( 'a' 'b.' 'too long' )" if change == "list" else "( 'a' 'b.' )"
    text.line(f"    e:words {words} ;", *(("MaxLength", "'too") if change == "list" else ()))
    if change == "alternative":
        text.line("    e:isbn '123' ; e:doi '1' ;", "MinLength", "'1' ;")
    if change == "unknown":
        text.line("    e:lable 'x' ;", "Closed", "e:lable")
    if change == "literal":
        text.line(f"    e:link <> , 'link {number}' ;", "NodeKind", "'link")


CHANGES = ["no label", "datatype", "class", "nested", "no code", "sequence", "list", "alternative", "inverse"]
CHANGES += ["unknown", "literal", "twice", "duplicate", ""]


def papers(changes: list[str], seed: int, newline: str = "\n") -> Text:
    """Write a paper for each change, in a layout that the seed decides."""
    text = Text(Random(seed), newline)  # noqa: S311 -- the same texts each time
    text.line("e:fine a e:Paper ; e:label 'fine' . e:who a e:Person .")
    for number, change in enumerate(changes, 10_000 * seed):
        if change in {"twice", "duplicate"}:
            labelled(text, number, change)
        else:
            paper(text, number, change=change)
        if text.random.random() < 0.1:
            text.line("PREFIX e: <http://example.org/>")
    return text


def labelled(text: Text, number: int, change: str) -> None:
    """Write a paper with two labels, in one block or in two."""
    labels = "'one' ;" if change == "twice" else "'one' , 'two' ;"
    text.line(f"e:p{number} a e:Paper .")
    text.line(f"e:p{number} e:label {labels}", "MaxCount", "e:label")
    text.line("    e:label 'two' ." if change == "twice" else ".")
