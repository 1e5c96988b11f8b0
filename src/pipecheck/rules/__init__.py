"""What can be wrong: one file per rule.

A rule judges the subject it is given and yields problems at places; it opens no file, reads no clock, and knows
neither policies, reports nor other rules.
"""
