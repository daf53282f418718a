"""The Flask application: what is at each address. Only here flask is at work."""

from mkg.site.app import create_app
from mkg.site.state import Site, Status

__all__ = ["Site", "Status", "create_app"]
