"""Puts a response on the connection, whole and at once, or broken the way a fault asks for."""

import asyncio
import socket
import struct

from scripts.sandbox.wire import Delivery, encode_head

# Twenty drops a second while the rate allows at least one byte each.
_DROP_SECONDS = 0.05
_RESET_ON_CLOSE = struct.pack("ii", 1, 0)


async def deliver(writer: asyncio.StreamWriter, delivery: Delivery, *, keep_alive: bool) -> bool:
    """Whether the connection can carry another exchange."""
    if delivery.delay_seconds:
        await asyncio.sleep(delivery.delay_seconds)
    if delivery.reset:
        _reset(writer)
        return False
    head = encode_head(delivery.response, keep_alive=keep_alive)
    body = delivery.response.body
    if delivery.bytes_per_second:
        writer.write(head)
        await _drip(writer, body, delivery.bytes_per_second)
        return keep_alive
    if delivery.cut_after_bytes is not None and delivery.cut_after_bytes < len(body):
        body, keep_alive = body[: delivery.cut_after_bytes], False
    # One write and no Nagle delay (asyncio sets TCP_NODELAY): a head sent apart from its body costs 40 ms.
    writer.write(head + body)
    await writer.drain()
    return keep_alive


async def _drip(writer: asyncio.StreamWriter, body: bytes, bytes_per_second: float) -> None:
    drop = max(1, round(bytes_per_second * _DROP_SECONDS))
    for start in range(0, len(body), drop):
        await asyncio.sleep(drop / bytes_per_second)
        writer.write(body[start : start + drop])
        await writer.drain()


def _reset(writer: asyncio.StreamWriter) -> None:
    connection: socket.socket = writer.get_extra_info("socket")
    connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, _RESET_ON_CLOSE)
    writer.transport.abort()
