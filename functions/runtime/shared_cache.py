"""Redis, for what can be had again elsewhere: nothing in it is the only copy, nobody waits long for it."""

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

from botocore.exceptions import BotoCoreError, ClientError

from functions.runtime.announcement import OFF, Announcement, Unannounced

if TYPE_CHECKING:
    from redis import Redis

# Three of them in a row are what a request may lose while the server says nothing.
CONNECT_SECONDS = 0.1
ANSWER_SECONDS = 0.1
FRESH, TO_FILL, BEING_FILLED = 0, 1, 2
# One question and one answer, so that of many callers exactly one is told to fill. What is kept stays a
# while longer than it is fresh, for those who come meanwhile; under another mark it is as good as absent.
_LOOK_UP = """
local kept = redis.call('GET', KEYS[1])
if kept and string.sub(kept, 1, #ARGV[1]) ~= ARGV[1] then kept = false end
if kept and redis.call('PTTL', KEYS[1]) > tonumber(ARGV[2]) then return {kept, 0} end
if redis.call('SET', KEYS[2], ARGV[3], 'NX', 'PX', ARGV[4]) then return {kept, 1} end
return {kept, 2}
"""
# Only by who still holds the lock: whatever was forgotten since it was taken took the lock with it.
_FILL = """
if redis.call('GET', KEYS[2]) ~= ARGV[1] then return 0 end
redis.call('SET', KEYS[1], ARGV[2], 'PX', ARGV[3])
redis.call('DEL', KEYS[2])
return 1
"""
_RELEASE = "if redis.call('GET', KEYS[1]) == ARGV[1] then redis.call('DEL', KEYS[1]) end"


class CacheUnavailable(Exception):
    """Redis did not answer in time, or nobody can tell where it is."""


class SharedCache:
    """`announcement` says {"endpoint": "rediss://host:port" | "none", "secret": name | "none"}."""

    def __init__(self, announcement: Announcement, secrets: Any) -> None:
        self._announcement = announcement
        self._secrets = secrets
        self._address: Mapping[str, str] | None = None
        self._redis: Redis | None = None

    @property
    def is_on(self) -> bool:
        """Raises CacheUnavailable."""
        try:
            return self._announcement.current() is not None
        except Unannounced as fault:
            raise CacheUnavailable(str(fault)) from fault

    def look_up(
        self, key: str, *, mark: bytes, stale_seconds: float, token: str, lock_seconds: float
    ) -> tuple[bytes | None, int]:
        """What is kept under a key and a mark, and whether it is FRESH; if not, whether the caller is TO_FILL
        it, now holding the lock under `token`, or it is BEING_FILLED."""
        arguments = [mark, _milliseconds(stale_seconds), token, _milliseconds(lock_seconds)]
        kept, standing = self._asked(_LOOK_UP, [key, _lock(key)], arguments)
        return (None if kept is None else kept[len(mark) :]), int(standing)

    def fill(self, key: str, content: bytes, *, mark: bytes, seconds: float, token: str) -> bool:
        """False where the lock is gone: what was read may be of before a change."""
        arguments = [token, mark + content, _milliseconds(seconds)]
        return bool(self._asked(_FILL, [key, _lock(key)], arguments))

    def release(self, key: str, *, token: str) -> None:
        self._asked(_RELEASE, [_lock(key)], [token])

    def forget(self, keys: Iterable[str]) -> None:
        """With their locks, so that nobody fills in what was read before."""
        names = [name for key in keys for name in (key, _lock(key))]
        self._spoken(lambda redis: redis.delete(*names))

    def ping(self) -> None:
        self._spoken(lambda redis: redis.ping())

    def _asked(self, script: str, keys: list[str], arguments: list[Any]) -> Any:
        return self._spoken(lambda redis: redis.register_script(script)(keys, arguments))

    def _spoken(self, say: Any) -> Any:
        from redis.exceptions import RedisError

        try:
            return say(self._connected())
        except (RedisError, OSError) as fault:
            self._redis = None  # an address or a password may have changed
            raise CacheUnavailable(type(fault).__name__) from fault

    def _connected(self) -> "Redis":
        if not self.is_on:
            raise CacheUnavailable("this stage has no Redis")
        address = self._announcement.current()
        if self._redis is None or address != self._address:
            self._redis, self._address = self._client(address or {}), address
        return self._redis

    def _client(self, address: Mapping[str, str]) -> "Redis":
        from redis import Redis
        from redis.backoff import NoBackoff
        from redis.exceptions import ConnectionError as NotConnected
        from redis.retry import Retry

        client: Redis = Redis.from_url(
            address["endpoint"],
            password=self._password(address["secret"]),
            socket_connect_timeout=CONNECT_SECONDS,
            socket_timeout=ANSWER_SECONDS,
            # A connection that was closed while the function slept.
            retry=Retry(NoBackoff(), 1, supported_errors=(NotConnected,)),
            lib_name=None,
            lib_version=None,
        )
        return client

    def _password(self, secret: str) -> str | None:
        if secret == OFF:
            return None
        try:
            return str(self._secrets.get_secret_value(SecretId=secret)["SecretString"])
        except (BotoCoreError, ClientError) as fault:
            raise CacheUnavailable(f"{secret} could not be read") from fault


def _lock(key: str) -> str:
    return f"filling:{key}"


def _milliseconds(seconds: float) -> int:
    return int(seconds * 1000)
