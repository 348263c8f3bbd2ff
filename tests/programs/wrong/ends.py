"""What the programs here share: one connection, the documents' framing, the `message:` line."""

import os
import socket
import sys

ADDRESS = (os.environ["STICKYLAB_HOST"], int(os.environ["STICKYLAB_PORT"]))


def accept():
    with socket.create_server(ADDRESS) as listener:
        return listener.accept()[0]


def connect():
    return socket.create_connection(ADDRESS)


def requests():
    """Lab 03's, each with its length before it."""
    words = (b"alpha", b"bravo", b"delta", b"hotel", b"tango")
    return [len(word).to_bytes(4, "big") + word for word in words]


def got_message(body):
    text = "".join(chr(byte) if 32 <= byte < 127 and byte != ord("\\") else f"\\x{byte:02x}"
                   for byte in body)
    print(f"message: {text}", flush=True)


def read_exact(conn, size):
    """Less only where the peer closed before."""
    data = b""
    while len(data) < size and (chunk := conn.recv(size - len(data))):
        data += chunk
    return data


def read_length(conn):
    """4 bytes, big-endian. None where the stream ends between two messages."""
    header = read_exact(conn, 4)
    if not header:
        return None
    if len(header) < 4:
        sys.exit("the peer closed inside a length")
    return int.from_bytes(header, "big")


def read_body(conn, length):
    body = read_exact(conn, length)
    if len(body) < length:
        sys.exit("the peer closed inside a message")
    return body
