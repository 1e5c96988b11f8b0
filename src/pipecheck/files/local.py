"""Rules that lie in a directory of the workspace: read through the reader, and imported as a package of its own.

The package is named after its texts, so that what runs is what stands there now: no cached bytecode, no module of an
earlier run, no neighbour on the path that has the same name.
"""

import sys
from collections.abc import Mapping, Sequence
from hashlib import blake2b
from importlib.abc import InspectLoader, MetaPathFinder
from importlib.machinery import ModuleSpec
from types import CodeType, ModuleType
from typing import NamedTuple

from pipecheck.policy.plugins import BadPlugin
from pipecheck.source.reader import OutsideRoot, Reader, Unreadable

PREFIX = "pipecheck_local_"


class LocalPackage(NamedTuple):
    """A package that can be imported."""

    name: str
    modules: tuple[str, ...]
    """The names of its modules, sorted, without the package's."""


def local_package(directory: str, reader: Reader) -> LocalPackage:
    """Makes the Python files of a root-relative directory importable; nothing of them runs yet. Raises BadPlugin."""
    directory = directory.removeprefix("./")
    texts: dict[str, tuple[str, bytes]] = {}
    for path in reader.paths(f"{directory}*.py"):
        raw = _read(path, reader)
        texts[path.removeprefix(directory).removesuffix(".py")] = path, raw
    if not texts:
        why = f"there are no Python files in '{directory or './'}'"
        raise BadPlugin((why,), "paths in a policy are relative to the file that holds them")
    digest = blake2b(repr(sorted(texts.items())).encode(), digest_size=8).hexdigest()
    name = PREFIX + digest
    if name not in sys.modules:
        sys.meta_path.append(_Texts(name, texts))
    return LocalPackage(name, tuple(sorted(texts.keys() - {"__init__"})))


def _read(path: str, reader: Reader) -> bytes:
    try:
        raw = reader.read(path)
    except OutsideRoot:
        raise BadPlugin((f"'{path}' leads outside the workspace",)) from None
    except Unreadable as why:
        raise BadPlugin((f"'{path}' cannot be read: {why}",)) from None
    return raw or b""


class _Texts(MetaPathFinder, InspectLoader):
    """Finds and loads the modules of one package from their texts."""

    def __init__(self, package: str, texts: Mapping[str, tuple[str, bytes]]) -> None:
        self._package = package
        self._texts = {self._full(module): text for module, text in texts.items()}

    def find_spec(
        self, fullname: str, path: Sequence[str] | None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        if fullname != self._package and fullname not in self._texts:
            return None
        origin = self._texts.get(fullname, ("", b""))[0]
        spec = ModuleSpec(fullname, self, origin=origin, is_package=self.is_package(fullname))
        spec.has_location = bool(origin)
        return spec

    def is_package(self, fullname: str) -> bool:
        return fullname == self._package

    def get_source(self, fullname: str) -> str:
        return self._texts.get(fullname, ("", b""))[1].decode()

    def get_code(self, fullname: str) -> CodeType:
        path, raw = self._texts.get(fullname, (fullname, b""))
        return self.source_to_code(raw, path)

    def _full(self, module: str) -> str:
        return self._package if module == "__init__" else f"{self._package}.{module}"
