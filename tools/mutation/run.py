"""Mutation testing of rules and model: one changed operator, number, word or condition at a time.

    python -m tools.mutation.run [--only PATH…] [--tests PATH…] [--matching WORDS]
                                 [--sample N] [--jobs N] [--most N] [--list FILE] [--again FILE]

All tests of `tests/rules` and `tests/model` are run once, and each notes the functions it entered. Then each mutant is
judged in a forked child: the function's code is replaced in place, caches are emptied, and the tests that enter it are
run, those of its folder or called as its module is first, until one fails. Survivors are compared with `survivors/`.
"""

import argparse
import functools
import gc
import os
import random
import signal
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import redirect_stderr, redirect_stdout
from pathlib import Path
from types import CodeType, FrameType, FunctionType
from typing import Any, NamedTuple, TypeAlias

import pytest
from _pytest.runner import runtestprotocol
from tools.mutation.functions import Key, Outermost, compiled, live, outermost, swap
from tools.mutation.operators import Change, changes
from tools.mutation.survivors import Mutant, read, rows, tell

ROOT = Path(__file__).resolve().parents[2]
SOURCES = ("src/pipecheck/rules", "src/pipecheck/model")
# Generated text, and modules of definitions that run before any test could look.
LEFT_OUT = ("src/pipecheck/model/shape/compiled.py", "src/pipecheck/rules/listing.py", "src/pipecheck/rules/pages.py")
TESTS = ("tests/rules", "tests/model")
SECONDS = 2
"""So much processor time, and five times what it took before, a test has: more is a loop without end, and noticed."""


Cache: TypeAlias = "functools._lru_cache_wrapper[object]"


class Entering(NamedTuple):
    """A test that enters a function, and the processor time it may take, in seconds."""

    test: pytest.Item
    limit: float


class Asked(NamedTuple):
    only: tuple[str, ...]
    tests: tuple[str, ...]
    sample: int
    jobs: int
    most: int
    listing: Path | None
    again: frozenset[tuple[str, ...]]
    """What a former list holds, if only that is judged."""


class Plugin:
    """Takes the place of pytest's loop over the tests."""

    def __init__(self, asked: Asked) -> None:
        self.asked = asked
        self.code = 1

    def pytest_configure(self) -> None:
        """Properties are the same on every run, and never too slow."""
        # Imported late: pytest must see it first.
        from hypothesis import HealthCheck, settings

        healthy = list(HealthCheck)
        settings.register_profile("mutation", None, derandomize=True, deadline=None, suppress_health_check=healthy)
        settings.load_profile("mutation")

    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        if session.testsfailed:
            return False
        functions = {each.key: each for path in _modules(self.asked.only) for each in outermost(path)}
        entered = _entered(session.items, functions)
        self.code = _all(self.asked, functions, entered)
        return True


def _modules(only: Sequence[str]) -> Iterator[Path]:
    for source in SOURCES:
        for path in sorted((ROOT / source).rglob("*.py")):
            name = path.relative_to(ROOT).as_posix()
            if name not in LEFT_OUT and (not only or any(name.startswith(each) for each in only)):
                yield path


# ---- which test enters which function


def _entered(items: Sequence[pytest.Item], functions: Mapping[Key, Outermost]) -> Mapping[Key, list[Entering]]:
    """The tests that enter each function: those of its own folder first, of these and of the others those called as its
    module is, then the most particular.

    A test that fails by itself ends the run.
    """
    keys: dict[CodeType, Key] = {}
    spans = _spans(functions)
    # A test that is served from a cache enters nothing, yet judges what is kept there.
    kept = [(each, getattr(each.__wrapped__, "__code__", None)) for each in _caches()]
    caches = [each for each, code in kept if code and _key(code, keys, spans)]
    by_test: list[tuple[int, int, Entering, set[Key]]] = []
    started = time.perf_counter()
    for number, item in enumerate(items):
        seen: set[CodeType] = set()
        for cache in caches:
            cache.cache_clear()

        def note(frame: FrameType, event: str, _: object, seen: set[CodeType] = seen) -> None:
            if event == "call":
                seen.add(frame.f_code)

        since = time.process_time()
        sys.setprofile(note)
        try:
            reports = runtestprotocol(item, nextitem=None, log=False)
        finally:
            sys.setprofile(None)
        if any(report.failed for report in reports):
            raise SystemExit(f"{item.nodeid} fails before anything is changed")
        mine = {key for code in seen if (key := _key(code, keys, spans)) is not None}
        limit = SECONDS + 5 * (time.process_time() - since)
        by_test.append((len(mine), number, Entering(item, limit), mine))
    print(f"{len(items)} tests in {time.perf_counter() - started:.0f} s", flush=True)
    found: dict[Key, list[Entering]] = {}
    for _, _, entering, mine in sorted(by_test, key=lambda each: each[:2]):
        for key in mine:
            found.setdefault(key, []).append(entering)
    for key, tests in found.items():
        source = Path(key.file)
        home, name = _folder(source), source.stem
        far = {each: _folder(each.test.path) != home for each in tests}
        other = {each: name not in each.test.nodeid.replace("-", "_") for each in tests}
        tests.sort(key=lambda each: (far[each], other[each]))
    return found


def _folder(path: Path) -> Path:
    """Of a test or of a source, in the same words: `model/shape`."""
    tests, sources = ROOT / "tests", ROOT / "src" / "pipecheck"
    return path.parent.relative_to(tests if path.is_relative_to(tests) else sources)


def _caches() -> list[Cache]:
    return [each for each in gc.get_objects() if isinstance(each, functools._lru_cache_wrapper)]


def _spans(functions: Mapping[Key, Outermost]) -> Mapping[str, list[tuple[int, int, Key]]]:
    spans: dict[str, list[tuple[int, int, Key]]] = {}
    for key, each in functions.items():
        spans.setdefault(key.file, []).append((key.line, each.node.end_lineno or key.line, key))
    return spans


def _key(code: CodeType, keys: dict[CodeType, Key], spans: Mapping[str, list[tuple[int, int, Key]]]) -> Key | None:
    if code not in keys:
        line = code.co_firstlineno
        for first, last, key in spans.get(code.co_filename, ()):
            if first <= line <= last:
                keys[code] = key
    return keys.get(code)


# ---- the mutants


def _all(asked: Asked, functions: Mapping[Key, Outermost], entered: Mapping[Key, list[Entering]]) -> int:
    objects = live()
    # What was kept while nothing was changed would hide a change.
    caches = _caches()
    every = [(function, change) for function in functions.values() for change in changes(function.node)]
    if asked.again:
        every = [each for each in every if _mutant(*each).known_at in asked.again]
    whole = () if asked.sample or asked.again else {Path(key.file).relative_to(ROOT).as_posix() for key in functions}
    if asked.sample and asked.sample < len(every):
        every = random.Random(0).sample(every, asked.sample)
    gc.freeze()
    survivors: list[Mutant] = []
    running: dict[int, Mutant] = {}
    started = time.perf_counter()
    noticed = 0

    def survive(mutant: Mutant) -> None:
        survivors.append(mutant)
        if asked.listing is not None:
            # As they come: a run of an hour may be ended by somebody.
            with asked.listing.open("a", encoding="utf-8") as file:
                file.write(mutant.row)

    if asked.listing is not None:
        asked.listing.write_text("", "utf-8")

    def wait(at_most: int) -> None:
        nonlocal noticed
        while len(running) > at_most:
            child, status = os.waitpid(-1, os.WNOHANG)
            if child:
                mutant = running.pop(child)
                if status == 0:
                    survive(mutant)
                else:
                    noticed += 1
            else:
                time.sleep(0.002)

    for number, (function, change) in enumerate(every, 1):
        mutant = _mutant(function, change)
        tests = entered.get(function.key, [])[: asked.most]
        code = _changed(function, change)
        if not tests:
            survive(mutant._replace(reached=False))
        elif code is None:
            noticed += 1
        else:
            wait(asked.jobs - 1)
            child = os.fork()
            if child == 0:
                _judge(objects.get(function.key, []), code, tests, caches)
            running[child] = mutant
        if number % 500 == 0:
            seconds = time.perf_counter() - started
            print(f"{number}/{len(every)} · {len(survivors)} not noticed · {seconds:.0f} s", flush=True)
    wait(0)
    return tell(sorted(survivors), noticed, read(), whole=whole)


def _mutant(function: Outermost, change: Change) -> Mutant:
    path = Path(function.key.file).relative_to(ROOT).as_posix()
    return Mutant(path, function.key.name, change.what, change.line, change.column)


def _changed(function: Outermost, change: Change) -> CodeType | None:
    change.do()
    try:
        return compiled(function)
    except SyntaxError:
        return None
    finally:
        change.undo()


def _judge(functions: list[FunctionType], code: CodeType, tests: Sequence[Entering], caches: Sequence[Cache]) -> None:
    """In the child: ends the process, with 1 as soon as a test fails, with 0 if none does."""
    status = 1
    try:
        if not swap(functions, code):
            os._exit(1)
        for cache in caches:
            cache.cache_clear()
        with open(os.devnull, "w") as nowhere, redirect_stdout(nowhere), redirect_stderr(nowhere):
            status = int(any(map(_fails, tests)))
    finally:
        os._exit(status)


def _fails(each: Entering) -> bool:
    """Whether a test fails. The process is killed where it takes too long, which counts as well."""
    signal.setitimer(signal.ITIMER_PROF, each.limit)
    return any(report.failed for report in runtestprotocol(each.test, log=False, nextitem=None))


def main(words: Sequence[str]) -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--only", nargs="*", default=[], help="paths that begin like this")
    parser.add_argument("--tests", nargs="*", default=TESTS, help="tests that may notice")
    parser.add_argument("--matching", default="", help="of these tests, those that match, as `pytest -k`")
    parser.add_argument("--sample", type=int, default=0, help="this many mutants, drawn alike every time; 0: all")
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--most", type=int, default=300, help="tests tried on a mutant")
    parser.add_argument("--list", type=Path, default=None, help="where to write the survivors as they come")
    parser.add_argument("--again", type=Path, default=None, help="judge only what such a list holds, by more tests")
    given: Any = parser.parse_args(words)
    again = frozenset() if given.again is None else frozenset(rows(given.again.read_text("utf-8")))
    plugin = Plugin(
        Asked(tuple(given.only), tuple(given.tests), given.sample, given.jobs, given.most, given.list, again)
    )
    ended = pytest.main(
        ["-o", "addopts=-p no:terminal -p no:cacheprovider", "-k", given.matching, *given.tests], plugins=[plugin]
    )
    return plugin.code if ended == pytest.ExitCode.OK else int(ended)


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
