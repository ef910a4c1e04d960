"""Which network addresses may be asked: public ones, and those that a person has named hosts for.

A page can redirect, and a name can be resolved, to this machine or to the network behind it (server-side request
forgery). So the check is made on the address of the connection itself, not on how the URL is spelled.
Does not belong here: connecting (exchange.py).
"""

from __future__ import annotations

from collections.abc import Collection
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address

_TRANSLATED = IPv6Network("64:ff9b::/96")  # RFC 6052: the IPv4 address behind a translator stands in the last 32 bits


def is_public(address: str) -> bool:
    """Whether anybody on the internet may stand at this address; an IPv4 address within an IPv6 one counts as itself.

    Private, loopback, link-local, multicast, unspecified, reserved and documentation addresses are not public. What is
    no address is not public.
    """
    try:
        found = ip_address(address)
    except ValueError:
        return False
    return _is_public(found)


def _is_public(address: IPv4Address | IPv6Address) -> bool:
    if isinstance(address, IPv6Address):
        inner = address.ipv4_mapped or address.sixtofour
        if inner is None and address in _TRANSLATED:
            inner = IPv4Address(int(address) & 0xFFFFFFFF)
        if inner is not None:
            return _is_public(inner)
        if address.is_site_local or address.scope_id is not None:
            return False
    return address.is_global and not (address.is_multicast or address.is_reserved or address.is_unspecified)


def may_connect(host: str, port: int, address: str, allowed_hosts: Collection[str]) -> bool:
    """Whether a connection to ``address`` may be made for a URL of ``host`` and ``port``."""
    name = host.lower().strip("[]").rstrip(".")
    return is_public(address) or name in allowed_hosts or f"{name}:{port}" in allowed_hosts
