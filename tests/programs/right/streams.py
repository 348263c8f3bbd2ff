# asyncio's readexactly.
import asyncio
import os
import sys


async def read_message(reader):
    try:
        header = await reader.readexactly(4)
    except asyncio.IncompleteReadError as error:
        if error.partial:
            raise
        return None
    return await reader.readexactly(int.from_bytes(header, "big"))


async def main():
    ended = asyncio.get_running_loop().create_future()

    async def serve(reader, writer):
        try:
            while (message := await read_message(reader)) is not None:
                print("message:", message.decode(), flush=True)
            ended.set_result(None)
        except (asyncio.IncompleteReadError, ConnectionError) as error:
            ended.set_exception(error)
        finally:
            writer.close()

    address = os.environ["STICKYLAB_HOST"], int(os.environ["STICKYLAB_PORT"])
    async with await asyncio.start_server(serve, *address):
        await ended


try:
    asyncio.run(main())
except (asyncio.IncompleteReadError, ConnectionError) as failure:
    sys.exit(str(failure))
