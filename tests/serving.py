"""A server in a process of its own, started and stopped by tests."""

from __future__ import annotations

import os
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]


def start(port: int, *arguments: str, environment: dict[str, str] | None = None) -> subprocess.Popen[bytes]:
    command = [sys.executable, "app.py", "--port", str(port), *arguments]
    return subprocess.Popen(command, cwd=ROOT, env={**os.environ, **(environment or {})})


def wait(process: subprocess.Popen[bytes], port: int) -> str:
    """The address of the page, once it is ready."""
    for _ in range(1200):
        if process.poll() is not None:
            break
        try:
            urllib.request.urlopen(f"http://127.0.0.1:{port}/healthz", timeout=1).read()
            return f"http://127.0.0.1:{port}/"
        except OSError:
            time.sleep(0.1)
    process.kill()
    raise RuntimeError(f"the page did not start: {process.poll()}")


def stop(process: subprocess.Popen[bytes]) -> int:
    process.terminate()
    return process.wait(60)
