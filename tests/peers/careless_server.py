"""An SMTP server with a planted bug: it remembers what came in the clear behind STARTTLS and takes
it for protected (CVE-2011-0411). The check that looks for the bug must find it here."""
import socket
import ssl
import threading


class CarelessServer:
    def __init__(self, certificate, key):
        self._context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        self._context.load_cert_chain(certificate, key)
        self._inside = None
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.address = self._listener.getsockname()
        self._thread = threading.Thread(target=self._serve, daemon=True)

    def __enter__(self):
        self._thread.start()
        return self

    def __exit__(self, *_):
        self._listener.close()
        self._thread.join(20)
        if self._inside:
            self._inside.close()

    def _serve(self):
        try:
            stream, _ = self._listener.accept()
            with stream:
                stream.settimeout(20)
                self._converse(stream)
        except OSError:
            pass  # the client has left

    def _converse(self, stream):
        stream.sendall(b"220 careless.example.org ESMTP\r\n")
        buffered = b""
        while True:
            while b"\r\n" not in buffered:
                piece = stream.recv(4096)
                if not piece:
                    return
                buffered += piece
            line, buffered = buffered.split(b"\r\n", 1)
            if line == b"STARTTLS":
                stream.sendall(b"220 Go ahead\r\n")
                stream = self._context.wrap_socket(stream, server_side=True)
                self._inside = stream
                # Here `buffered` should have been thrown away.
            elif line.startswith(b"EHLO"):
                stream.sendall(b"250-careless.example.org\r\n250 STARTTLS\r\n")
            else:
                stream.sendall(b"250 Ok\r\n")
