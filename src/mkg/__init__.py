"""The knowledge graph of deep learning in Morocco: validate it, query it, serve it.

Each module imports only from lines above its own:

    errors · vocab                     what can go wrong · the IRIs
    formats · sparql · turtle/         media types · SPARQL text · Turtle with places and comments
    project · sources                  where a graph lies · its files, read strictly
    dataset · questions                files to one Oxigraph store · competency questions
    engine · findings                  answers to queries · faults and their report
    shacl · rules · places · reports   pySHACL · rule queries · lines and columns · text, JSON, Turtle
    validate · stats                   the whole check · figures of the graph
    protocol · web                     SPARQL over HTTP · the Flask application
    cli/                               one module a command
"""

__version__ = "0.1.0"
