import zlib
from collections.abc import Callable
from dataclasses import dataclass, field
from enum import StrEnum, unique
from typing import Generic, TypeVar
from uuid import uuid4

from functions.advisor.domain.cached_entries import STALE_SECONDS, Entry
from functions.advisor.domain.circuit import Circuit
from functions.runtime import log, metrics
from functions.runtime.shared_cache import BEING_FILLED, TO_FILL, CacheUnavailable, SharedCache

# Longer than reading takes; whoever is ended while filling is waited for no longer.
LOCK_SECONDS = 2.0
WAIT_SECONDS = 0.15
POLL_SECONDS = 0.015
TOLD_EACH_SECONDS = 60.0
# Little is won by trying harder, at ten times the time.
COMPRESSION = 1

Value = TypeVar("Value")


@dataclass(frozen=True, slots=True)
class Form(Generic[Value]):
    """How a value is text, and which are not kept."""

    to_text: Callable[[Value], str]
    from_text: Callable[[str], Value]
    is_kept: Callable[[Value], bool] = lambda _: True


@unique
class Count(StrEnum):
    """What became of look-ups; names of metrics."""

    HITS = "CacheHits"
    MISSES = "CacheMisses"
    FAILURES = "CacheFailures"


@dataclass(slots=True)
class ReadThrough:
    """Reads the tables once for many callers. When Redis is down or slow, each reads for itself."""

    cache: SharedCache | None  # None: this stage has none
    circuit: Circuit
    clock: Callable[[], float]
    pause: Callable[[float], None]
    _counted: dict[Count, int] = field(default_factory=lambda: dict.fromkeys(Count, 0))
    _told_at: float = float("-inf")

    def read(self, entry: Entry, mark: str, form: Form[Value], load: Callable[[], Value]) -> Value:
        """`mark` names the state the value belongs to: what was kept under another one is not taken."""
        token, ends = uuid4().hex, self.clock() + WAIT_SECONDS
        kept, standing = self._look_up(entry, mark, token)
        while standing == BEING_FILLED and kept is None and self.clock() < ends:
            self.pause(POLL_SECONDS)
            kept, standing = self._look_up(entry, mark, token)
        value = _decoded(form, kept)
        if value is not None and standing != TO_FILL:
            self._count(Count.HITS)
            return value[0]
        if standing is not None:
            self._count(Count.MISSES)
        if standing == TO_FILL:
            return self._filled(entry, mark, form, load, token)
        if kept is not None:
            self._try(lambda cache: cache.forget([entry.key]))
        return load()

    def _filled(
        self, entry: Entry, mark: str, form: Form[Value], load: Callable[[], Value], token: str
    ) -> Value:
        try:
            value = load()
        except Exception:
            self._try(lambda cache: cache.release(entry.key, token=token))
            raise
        if not form.is_kept(value):
            self._try(lambda cache: cache.release(entry.key, token=token))
            return value
        content = zlib.compress(form.to_text(value).encode(), COMPRESSION)
        seconds = entry.fresh_seconds + STALE_SECONDS
        self._try(
            lambda cache: cache.fill(entry.key, content, mark=_line(mark), seconds=seconds, token=token)
        )
        return value

    def _look_up(self, entry: Entry, mark: str, token: str) -> tuple[bytes | None, int | None]:
        """The standing is None where nothing can be looked up."""
        found = self._try(
            lambda cache: cache.look_up(
                entry.key,
                mark=_line(mark),
                stale_seconds=STALE_SECONDS,
                token=token,
                lock_seconds=LOCK_SECONDS,
            )
        )
        return found or (None, None)

    def _try(self, ask: Callable[[SharedCache], Value]) -> Value | None:
        if self.cache is None:
            return None
        if not self.circuit.allows(self.clock()):
            self._count(Count.FAILURES)
            return None
        try:
            if not self.cache.is_on:
                return None
            answer = ask(self.cache)
        except CacheUnavailable as fault:
            self.circuit.failed(self.clock())
            self._count(Count.FAILURES)
            log.warning("cache_unavailable", why=str(fault))
            return None
        self.circuit.succeeded()
        return answer

    def _count(self, what: Count) -> None:
        """Told once a minute; what an environment has counted since is lost when it ends."""
        self._counted[what] += 1
        if self.clock() >= self._told_at + TOLD_EACH_SECONDS:
            hits, misses, failures = (self._counted[what] for what in Count)
            metrics.measured(
                "cache_measured", {"CacheHits": hits, "CacheMisses": misses, "CacheFailures": failures}
            )
            self._counted = dict.fromkeys(Count, 0)
            self._told_at = self.clock()


def _line(mark: str) -> bytes:
    return f"{mark}\n".encode()


def _decoded(form: Form[Value], kept: bytes | None) -> tuple[Value] | None:
    """None where nothing was found, or only what another version of this code wrote."""
    if kept is None:
        return None
    try:
        return (form.from_text(zlib.decompress(kept).decode()),)
    except (zlib.error, ValueError, TypeError, KeyError):
        return None
