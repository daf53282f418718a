"""One page of each kind that the site has, for the tests that hold all of it together."""

from urllib.parse import quote, urlencode

from mkg.vocab import KINDS

LANGUAGES = ("en", "fr", "ar")

THINGS = {
    "application": "/application/arabic-dialect-identification",
    "catalog": "/catalog/mkg",
    "claim": "/claim/s02-03",
    "dataset": "/dataset/casablanca",
    "event": "/event/ai-summer-school-2023",
    "institution": "/institution/um6p",
    "language": "/language/moroccan-arabic",
    "method": "/method/transformer",
    "model": "/model/al-atlas-0-5b",
    "person": "/person/ismail-berrada",
    "place": "/place/morocco",
    "programme": "/programme/al-khawarizmi",
    "publication": "/publication/darijabert",
    "software": "/software/cadar-pypi",
    "source": "/source/acl-anthology",
    "topic": "/topic/deep-learning",
    "venue": "/venue/acl",
}
"""A thing of each kind."""

LISTS = {f"list of {kind}": f"/{kind}/" for kind in KINDS if kind != "catalog"}


def asking(query: str, **parameters: str) -> str:
    """Return the address of the page that shows the answer to a query."""
    return f"/sparql?{urlencode({'query': query, **parameters}, quote_via=quote)}"


NAMED = "?it <http://www.w3.org/2004/02/skos/core#prefLabel> ?name"
ANSWERS = {
    "answer in rows": asking(f"SELECT ?it ?name {{ {NAMED} }} ORDER BY ?name LIMIT 20"),
    "answer without rows": asking("SELECT ?it { ?it a <urn:none> }"),
    "answer yes or no": asking("ASK {}"),
    "answer in triples": asking(f"CONSTRUCT {{ {NAMED} }} {{ {NAMED} }} LIMIT 20"),
}

OTHERS = {
    "home": "/",
    "about": "/about",
    "claims": "/claims",
    "claims chosen": "/claims?verdict=Contradicted",
    "questions": "/questions/",
    "question": "/questions/42-most-prolific-authors",
    "query": "/sparql",
    "validate": "/validate",
    "vocabulary": "/ns",
    "class": "/ns/University",
    "property": "/ns/isAbout",
    "term with instances": "/ns/UnknownLicence",
    "shapes": "/shapes",
    "functions": "/fn",
    "graph": "/graph/claim",
    "dataset described": "/void",
    "file": "/file/data/institution/university.ttl",
    "found": "/search?q=casablanca",
    "found in Arabic": "/search?q=%D8%AC%D8%A7%D9%85%D8%B9%D8%A9",
    "found nothing": "/search?q=zzzzqqqq",
    "search": "/search",
    "list, chosen": "/institution/?place=rabat",
    "list, second page": "/institution/?page=2",
    "list, empty": "/institution/?q=zzzzqqqq",
}

PAGES = {**OTHERS, **ANSWERS, **LISTS, **THINGS}
"""The address of a page of each kind, all of which are there."""

REFUSALS = {
    "no such address": ("/nothing", 404),
    "no such thing": ("/institution/nothing", 404),
    "no such thing, but alike": ("/institution/um6", 404),
    "no such term": ("/ns/Nothing", 404),
    "no such file": ("/file/nothing.ttl", 404),
    "no such graph": ("/graph/nothing", 404),
    "no such question": ("/questions/nothing", 404),
    "no query": ("/sparql?query=", 400),
    "no right query": (asking("SELECT ?x {\n  ?x a mkg:Claim .\n  ?x"), 400),
    "no graph named": ("/graph", 400),
}
"""The address of a page of each kind that says why something is not there, and its status."""
