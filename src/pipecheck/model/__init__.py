"""What a team file means: shapes, entities, calendar, and the resolved schedule.

It knows no rule, no policy and no format; it reads no clock and opens no file: whoever needs more text asks a `Reader`.
"""
