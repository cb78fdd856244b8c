"""Charts as SVG: pure functions from figures to text, for pages and for documents.

What a chart shows stands in a table beside it too; nothing is told by colour alone.
"""
