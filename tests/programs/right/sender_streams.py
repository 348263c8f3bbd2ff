# Lab 03's client in asyncio: all requests at once, the replies as they come.
import asyncio
import os
import sys


async def talk():
    address = os.environ["STICKYLAB_HOST"], int(os.environ["STICKYLAB_PORT"])
    reader, writer = await asyncio.open_connection(*address)
    words = (b"alpha", b"bravo", b"delta", b"hotel", b"tango")
    for word in words:
        writer.write(len(word).to_bytes(4, "big") + word)
    for _ in words:
        if await reader.readexactly(2) != b"ok":
            sys.exit("refused")
    writer.close()
    await writer.wait_closed()


asyncio.run(talk())
