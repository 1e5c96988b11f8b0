"""What is asked of teams: policy files read strictly, laid over one another, bound to rules; and what is waived.

It judges nothing and opens no file: texts come in through a `Reader`, and every mistake of all files goes out at once,
at its place.
"""
