"""A SPARQL server that one person can run without fear: queries run in processes that can die.

    settings                 what one `mkg serve` was told, and its limits
    wire · admission         messages between web and engines · how many queries run at a time
    loader · engines         holds the graph and forks an engine a connection · the web's side of them
    metrics · front · worker figures and log · HTTP to WSGI · the web process
    supervisor               starts them, reloads, leaves nothing behind

https://www.w3.org/TR/sparql11-protocol/
"""
