"""The Flask application: what is at each address. Only here flask is at work.

etag · protocol · received            when an answer is still the same · requests, read
openapi · openapi_*                   the interface, for programs
state · asking · headers · problems   what the routes know and ask · headers · errors as answers
languages · rendering · showing       the reader's language · what templates have at hand · pages, unless held
assets · linked · context             files of pages · one address, its page and its RDF · the JSON-LD context
home · about · operations             `/` · `/about` · health, figures, the interface
things · cards · pictures · citing    `/<kind>/<slug>`, its page, its drawings, its citation
lists · listed · list_files · finding `/<kind>/` and its files · `/search`, `/suggest`
claims · claim_files · questions      `/claims` and its files · `/questions/`
sparql · answering · drawn            `/sparql` · its page · answers as pictures
completing · writing                  what the editor completes · programs that ask the same
checking · checking_page · underlined `/validate`, its page, the marks in the text
vocabulary · shaped · class_diagram   `/ns`, `/ontology` · `/shapes` · how classes join
graphs · files                        whole graphs and dumps · data files, line by line
app                                   puts them together
"""

from mkg.site.app import create_app
from mkg.site.state import Site, Status

__all__ = ["Site", "Status", "create_app"]
