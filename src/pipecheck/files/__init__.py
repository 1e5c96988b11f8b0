"""The only room that touches the disk: configuration, team files, calendars, zones, plug-ins.

It finds and reads; it never judges.
"""
