"""A second resolver, slow and simple, to compare with: it asks every quarter of an hour anew who sits where.

It works from the plain data of a team file, before anything has read it, and knows nothing of segments, tracks or
instants of handoff: nothing that resolves is imported here. All it knows of time is `shown`, the latest local time that
the clocks of a zone have shown so far: a local boundary has passed once they have shown it, or jumped over it.
"""
