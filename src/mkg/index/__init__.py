"""What the pages look up beside the graph, in one SQLite file that is made when a graph is loaded.

Each module imports only from lines above its own:

    fold                 one spelling for all spellings of a text
    sound · functions    one spelling for two scripts · functions for SPARQL
    labels · handle      the names in any dataset · the file opened
    making · typos       the file made · words misspelled
    find · places        things by their names · facts by file and line
"""
