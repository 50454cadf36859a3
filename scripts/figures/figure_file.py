"""One file with all that ratings read of many companies: an SQLite database with a row a company.

Each column but the symbol is one compressed part (see `written`), so that what is not asked for is
not read. `PRAGMA user_version` is the format's version.
"""

import os
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing
from pathlib import Path

from functions.research.domain.dossier import Dossier
from scripts.figures.written import PARTS, dossier_of, parts_of

FORMAT_VERSION = 2
# "Sig9", by which `file` and we tell the database from others.
APPLICATION_ID = 0x53696739
_TABLE = f"CREATE TABLE company (symbol TEXT PRIMARY KEY, {', '.join(f'{part} BLOB' for part in PARTS)})"
_INSERT = f"INSERT INTO company VALUES ({', '.join('?' * (1 + len(PARTS)))})"  # noqa: S608  a count


class NoFigureFile(Exception):
    """The file is not there or holds something else: says what was found and what to do."""


def write(path: Path, dossiers: Iterable[Dossier]) -> int:
    """Replaces the file when everything is written, and not before. Answers how many companies there are."""
    unfinished = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        with closing(sqlite3.connect(unfinished, isolation_level=None)) as database:
            database.execute("PRAGMA journal_mode = OFF")
            database.execute(f"PRAGMA application_id = {APPLICATION_ID}")
            database.execute(f"PRAGMA user_version = {FORMAT_VERSION}")
            database.execute(_TABLE)
            database.execute("BEGIN")
            count = 0
            for dossier in dossiers:
                parts = parts_of(dossier)
                database.execute(_INSERT, (dossier.symbol, *(parts.get(name) for name in PARTS)))
                count += 1
            database.execute("COMMIT")
        unfinished.replace(path)
    finally:
        unfinished.unlink(missing_ok=True)
    return count


class FigureFile:
    """Read-only; every iteration reads one company after the other."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._check()

    def symbols(self) -> list[str]:
        with closing(self._connected()) as database:
            return [symbol for (symbol,) in database.execute("SELECT symbol FROM company ORDER BY symbol")]

    def dossiers(
        self, symbols: Sequence[str] | None = None, parts: Sequence[str] = PARTS
    ) -> Iterator[Dossier]:
        """By symbol: those asked for, else all of them."""
        columns = ", ".join(parts)
        select = f"SELECT symbol, {columns} FROM company"  # noqa: S608  our own column names
        with closing(self._connected()) as database:
            if symbols is None:
                rows: Iterable[Sequence[bytes]] = database.execute(f"{select} ORDER BY symbol")
            else:
                one = f"{select} WHERE symbol = ?"
                rows = (row for symbol in symbols for row in database.execute(one, (symbol,)))
            for symbol, *packed in rows:
                held = {name: part for name, part in zip(parts, packed, strict=True) if part is not None}
                yield dossier_of(str(symbol), held)

    def _connected(self) -> sqlite3.Connection:
        return sqlite3.connect(f"{self._path.absolute().as_uri()}?mode=ro", uri=True)

    def _check(self) -> None:
        do = "write one with `signal9 figures export FILE`"
        if not self._path.is_file():
            raise NoFigureFile(f"NoFigureFile: {self._path} is not there; {do}")
        try:
            with closing(self._connected()) as database:
                found, version = (
                    database.execute(f"PRAGMA {name}").fetchone()[0]
                    for name in ("application_id", "user_version")
                )
        except sqlite3.DatabaseError as failure:
            raise NoFigureFile(f"NoFigureFile: {self._path} is no figure file ({failure}); {do}") from failure
        if found != APPLICATION_ID:
            raise NoFigureFile(f"NoFigureFile: {self._path} is another program's database; {do}")
        if version != FORMAT_VERSION:
            raise NoFigureFile(
                f"NoFigureFile: {self._path} is of format {version}, expected {FORMAT_VERSION}; {do}"
            )
