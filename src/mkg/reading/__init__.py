"""What pages tell, asked of a graph through an engine: plain values, no Flask and no store.

texts · asking · names · tables       words in a language · questions with terms · what things are called
about · facts · sourced · pointing    one thing: what is said of it, from where, and what leads to it
words · values · authors · charts     labels of foreign terms · values · names in order · figures by year
thing · citation · schema_org         the whole of it · as a reference · as search engines read it
facets · listing · listed             the things of a kind
overview · claims · claim_sums        the graph at a glance · claims, and how they count
answers · terms · examples            answers in each view · what an editor completes · Turtle in pieces
vocabulary · spaces · shapes          terms of ours and of others · what is checked
resources · jsonld                    what RDF a document holds · compact JSON-LD
"""
