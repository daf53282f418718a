"""Charts, timelines, maps and small graphs as SVG, from plain values; `static/drawings.css` colours them."""
