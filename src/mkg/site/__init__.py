"""The Flask application: what is at each address. Only here flask is at work.

etag · protocol      when an answer is still the same · the SPARQL 1.1 Protocol
openapi · state      the interface, for programs · what the routes know
headers · problems   what every answer says · errors as answers
sparql               `/sparql`
graphs · pages       whole graphs and dumps · the first page, health, figures
app                  puts them together
"""

from mkg.site.app import create_app
from mkg.site.state import Site, Status

__all__ = ["Site", "Status", "create_app"]
