"""Makes the holiday tables of the wheel from the installed `holidays`, or with --check says whether they are current.

Run it after the library's version is raised; the diff of the tables is what has changed in the world's calendars.
"""

import sys
from collections.abc import Iterator
from pathlib import Path

from pipecheck.files.tables import library, text

YEARS = range(2021, 2032)
FILE = Path(__file__).parents[1] / "src/pipecheck/files/tables/holidays.txt"


def blocks() -> Iterator[text.Block]:
    """Every country with all its parts."""
    for country in library.countries():
        codes = (country.code, *(f"{country.code}-{part}" for part in country.parts))
        calendars = {code: library.table(code, YEARS) for code in codes}
        worked = frozenset(library.working_weekends(country.code, YEARS))
        yield text.Block(calendars, worked, country.names)


def tables() -> str:
    """The whole file, as the installed library has it."""
    return text.write(text.Title(f"holidays {library.library_version()}", YEARS), blocks())


def main(arguments: list[str]) -> int:
    """Writes the file; with --check only compares, and returns 1 where it differs."""
    made = tables()
    if arguments == ["--check"]:
        current = FILE.exists() and FILE.read_text(encoding="utf-8") == made
        sys.stdout.write("the holiday tables are current\n" if current else "the holiday tables are out of date\n")
        return 0 if current else 1
    FILE.write_text(made, encoding="utf-8", newline="\n")
    sys.stdout.write(f"{len(made.encode()):,} bytes written\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
