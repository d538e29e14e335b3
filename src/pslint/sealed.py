"""spaCy, imported without the socket that one of its own imports would open.

spaCy's command line, which comes along, imports urllib3, and that binds a socket of this machine to see whether it
knows IPv6. Nothing is sent, yet pslint opens no socket that was not asked for; where Python says that it has no
IPv6, urllib3 does not try.
"""

import socket

_had = socket.has_ipv6
socket.has_ipv6 = False
try:
    import spacy
finally:
    socket.has_ipv6 = _had

__all__ = ["spacy"]
