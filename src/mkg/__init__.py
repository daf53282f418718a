"""The knowledge graph of deep learning in Morocco: validate it, query it, serve it.

Each module imports only from lines above its own:

    errors · vocab · spool             what can go wrong · the IRIs · where answers are kept
    formats · coding                   media types · compression
    wellformed                         what XML cannot say
    sparql · turtle/                   SPARQL text · Turtle with places and comments
    project · sources                  where a graph lies · its files, read strictly
    dataset · questions                files to one Oxigraph store · competency questions
    dumps · engine · findings          whole graphs · answers to queries · faults and their report
    shacl · rules · places · reports   pySHACL · rule queries · lines and columns · text, JSON, Turtle
    validate · stats                   the whole check · figures of the graph
    describe/                          the graph's description of itself
    federation/                        SERVICE clauses, and other servers asked with care
    journal                            log and figures
    site/                              the Flask application: what is at each address
    server/                            the processes that serve it
    cli/                               one module a command
"""

__version__ = "0.1.0"
