"""The knowledge graph of deep learning in Morocco: validate it, query it, serve it.

Each module imports only from lines above its own:

    errors · vocab · spool · files     what can go wrong · the IRIs · kept answers · files, whole or not
    lazy                               patterns that are compiled when they are first used
    formats · coding · wellformed      media types · compression · what XML cannot say
    sparql · turtle/                   SPARQL text · Turtle with places and comments
    project · sources · revisions      where a graph lies · its files, read strictly · as they were in git
    dataset · questions                files to one Oxigraph store · competency questions
    dumps · engine · stats             whole graphs · answers to queries · figures of the graph
    validation/                        SHACL, rules, findings and their places
    lints/ · reports/                  what SHACL cannot say · findings for people and programs
    diff/ · links/                     what differs, thing by thing · whether addresses answer
    describe/                          the graph's description of itself
    index/                             spellings that meet · things in their files, in one SQLite file
    drawings/                          charts, maps and small graphs as SVG
    reading/                           what pages tell, asked of the graph in SPARQL
    federation/                        SERVICE clauses, and other servers asked with care
    journal                            log and figures
    site/                              the Flask application: what is at each address
    server/                            the processes that serve it
    cli/                               one module a command
"""

__version__ = "0.1.0"
