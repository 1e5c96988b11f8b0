"""Policies on trial: case files read, each case judged under its policy, and what no case would notice.

It opens no file and knows no format of reports: texts come in through a `Reader`, and what it finds goes out as plain
rows.
"""
