"""Comments, exactly: a `#` inside a text is none."""

from pipecheck.source.comment import Comment
from pipecheck.source.yaml import read_yaml

TEXT = """\
# top
a: 1 # beside
b: "x # y"  ## two marks
c: 'x # y
  # z'
d: x#y x\xa0# z
e: | # header
  # text

  more # text
# after
f: >-
  # folded
g: [x, # in brackets
  # alone in brackets
  y]
"h # i": &x !!str # anchor
  # under
  "j # k"
l: #

   # indented  \t
"""


def test_comments() -> None:
    document = read_yaml(TEXT, "team.yaml")
    assert document.faults == ()
    assert document.comments == (
        Comment(1, 3, "top", alone=True),
        Comment(2, 8, "beside", alone=False),
        Comment(3, 16, "two marks", alone=False),
        Comment(7, 8, "header", alone=False),
        Comment(11, 3, "after", alone=True),
        Comment(14, 10, "in brackets", alone=False),
        Comment(15, 5, "alone in brackets", alone=True),
        Comment(17, 21, "anchor", alone=False),
        Comment(18, 5, "under", alone=True),
        Comment(20, 5, "", alone=False),
        Comment(22, 6, "indented", alone=True),
    )


def test_columns_count_characters_from_the_line() -> None:
    document = read_yaml("\ufeffé: 😀 # ä\r\n# z", "team.yaml")
    assert document.comments == (Comment(1, 8, "ä", alone=False), Comment(2, 3, "z", alone=True))


def test_comments_of_a_duplicate_that_is_not_read_count_too() -> None:
    assert [comment.text for comment in read_yaml('a: 1\na: "x # y" # z\n', "f").comments] == ["z"]


def test_a_second_document_has_none() -> None:
    assert [comment.text for comment in read_yaml("# a\nb: 1\n---\n# c\n", "f").comments] == ["a"]


def test_a_file_of_comments_has_them() -> None:
    assert [comment.text for comment in read_yaml("# a\n# b\n", "f").comments] == ["a", "b"]
