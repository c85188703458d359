"""The simplest server there is, to find out how fast the load generator itself can be.

``python -m config.bench.responder PORT BYTES`` answers every request on loopback with that many
bytes and closes the connection, as the web server's own workers do. Two processes.
"""

import os
import socket
import sys

HEAD = (
    "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: {}\r\nConnection: close\r\n\r\n"
)


def serve(port: int, size: int) -> None:
    """Answer until killed."""
    answer = HEAD.format(size).encode() + b"x" * size
    listening = socket.create_server(("127.0.0.1", port), backlog=512)
    os.fork()
    while True:
        connection, _ = listening.accept()
        with connection:
            try:
                connection.recv(65536)
                connection.sendall(answer)
            except OSError:
                continue


if __name__ == "__main__":
    serve(int(sys.argv[1]), int(sys.argv[2]))
