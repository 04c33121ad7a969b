"""Connections that cannot reach a private network.

A name is resolved once, every address that it gives must be public, and the connection goes to that very address: a
name server that answers differently the second time (DNS rebinding) changes nothing. TLS still checks the name.
"""

import ipaddress
import socket
from collections.abc import Callable
from typing import Any

from requests.adapters import HTTPAdapter
from urllib3 import HTTPConnectionPool, HTTPSConnectionPool, PoolManager
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.exceptions import NewConnectionError

Resolve = Callable[[str, int], list[str]]


class PrivateAddressError(OSError):
    """A name that leads to this machine or into a private network."""


def resolve(host: str, port: int) -> list[str]:
    """Addresses of a name, as the system gives them."""
    return [str(info[4][0]) for info in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)]


def public_address(host: str, port: int, resolve: Resolve, *, allow_loopback: bool) -> str:
    """The address to connect to. Raises PrivateAddressError where any address of the name is not public."""
    addresses = resolve(host, port)
    for address in addresses:
        parsed = ipaddress.ip_address(address.partition("%")[0])
        inner = getattr(parsed, "ipv4_mapped", None) or parsed
        if not (inner.is_global and not inner.is_multicast) and not (allow_loopback and inner.is_loopback):
            raise PrivateAddressError(f"{host} leads to {address}, which is not a public address")
    if not addresses:
        raise PrivateAddressError(f"{host} has no address")
    return addresses[0]


class PublicAdapter(HTTPAdapter):
    """Transport of a `requests` session that connects to public addresses only."""

    def __init__(self, resolve: Resolve = resolve, *, allow_loopback: bool = False) -> None:
        self._pools = _pools(resolve, allow_loopback=allow_loopback)
        super().__init__(max_retries=0)

    def init_poolmanager(self, connections: int, maxsize: int, block: bool = False, **options: Any) -> None:
        """Make the pools with our kind of connection."""
        self.poolmanager = PoolManager(num_pools=connections, maxsize=maxsize, block=block, **options)
        self.poolmanager.pool_classes_by_scheme = self._pools


def _pools(resolve: Resolve, *, allow_loopback: bool) -> dict[str, Any]:
    """Pool classes whose connections ask `resolve` and refuse what is not public."""

    def connect(connection: HTTPConnection) -> socket.socket:
        try:
            address = public_address(connection.host, connection.port, resolve, allow_loopback=allow_loopback)
            return socket.create_connection((address, connection.port), connection.timeout)
        except OSError as error:
            raise NewConnectionError(connection, str(error)) from error

    class Plain(HTTPConnection):
        def _new_conn(self) -> socket.socket:
            return connect(self)

    class Protected(HTTPSConnection):
        def _new_conn(self) -> socket.socket:
            return connect(self)

    class PlainPool(HTTPConnectionPool):
        ConnectionCls = Plain

    class ProtectedPool(HTTPSConnectionPool):
        ConnectionCls = Protected

    return {"http": PlainPool, "https": ProtectedPool}
