"""A SPARQL server that one person can run without fear: queries run in processes that can die.

    settings · rows          what one `mkg serve` was told, and its limits · how many solutions there were
    wire · admission         messages between web and engines · how many queries run at a time
    loader · engines         holds the graph and forks an engine a connection · the web's side of them
    wsgi · sending · front   WSGI calls · large answers · HTTP requests to WSGI calls
    worker                   the web process
    watch · processes        what changed · starting and ending
    supervisor               starts them all, reloads, leaves nothing behind

https://www.w3.org/TR/sparql11-protocol/
"""
