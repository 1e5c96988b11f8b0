"""The room that turns text into a Document: plain data, the place of every part of it, and what is wrong with the text.

It reads YAML and Markdown, keeps comments, and answers a route with a span, in characters, as an editor counts them.
It knows no teams and no policies: what a key means, and whether a value is right, is said elsewhere.
It touches no disk, converts no scalar, and never raises for bad text: that becomes a fault at its place.
"""
