"""Ports of this machine for servers of tests that run beside each other."""

from __future__ import annotations

import os
import random
import socket

#: Below the ports that systems give to outgoing connections, of which one could be taken between a look and a start.
FIRST, PER_WORKER = 20_000, 2_000


def free_port() -> int:
    """A port that nothing listens at, of those that this worker of a test run has for itself."""
    first = FIRST + PER_WORKER * int(os.environ.get("PYTEST_XDIST_WORKER", "gw0").removeprefix("gw"))
    for port in random.sample(range(first, first + PER_WORKER), PER_WORKER):
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)):
                return port
    raise RuntimeError(f"no port from {first} to {first + PER_WORKER} is free")
