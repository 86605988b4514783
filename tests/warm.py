"""Run modules of Python in processes that need not start first.

A command of ours takes a second or more to import what it needs, and the tests run some thousand.
So one process imports it all and then only forks: each fork runs one command, with its own
arguments, folder, environment and output. What is particular to a cold start (the interpreter's own
settings, the order of imports) or to the interpreter's end is tested with ``subprocess``.
"""

from __future__ import annotations

import atexit
import gc
import importlib
import importlib.util
import json
import os
import pkgutil
import runpy
import socket
import sqlite3
import subprocess
import sys
import time
from collections.abc import Mapping
from contextlib import closing, suppress
from functools import cache
from pathlib import Path
from tempfile import TemporaryFile
from typing import IO

MOST = 1 << 20  # bytes of one request
SLOW_TO_IMPORT = ("scrapy.cmdline", "scrapy.core.downloader.handlers.http11", "crawler")


def run(
    command: tuple[str, ...],
    folder: Path,
    environment: Mapping[str, str],
    through: tuple[str, ...] = (),
) -> subprocess.CompletedProcess[str]:
    """Run a module with arguments, as ``python -m`` does, and wait for its end.

    ``through`` is a command that starts Python otherwise, as ``setpriv`` does.
    """
    with TemporaryFile() as out, TemporaryFile() as err:
        ours, theirs = socket.socketpair()
        with closing(ours):
            with closing(theirs):
                request = json.dumps([command, str(folder), dict(environment)]).encode()
                files = [out.fileno(), err.fileno(), theirs.fileno()]
                _, requests = _warmed(through)
                socket.send_fds(requests, [request], files)
            told = ours.recv(16)
        assert told, "the warm process has died"
        code = os.waitstatus_to_exitcode(int(told))
        return subprocess.CompletedProcess(command, code, _all_of(out), _all_of(err))


def _all_of(file: IO[bytes]) -> str:
    file.seek(0)
    return file.read().decode().replace("\r\n", "\n")


@cache
def _warmed(through: tuple[str, ...]) -> tuple[subprocess.Popen[bytes], socket.socket]:
    """The process that forks, and the way to it; it ends when this end is closed."""
    ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
    with closing(theirs):
        process = subprocess.Popen(
            [*through, sys.executable, "-m", "tests.warm", str(theirs.fileno())],
            cwd=Path(__file__).parents[1],
            pass_fds=[theirs.fileno()],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,  # so that it is buffered as the commands' is
        )
    return process, ours


def _serve(requests: socket.socket) -> None:
    """Fork a command for each request. Returns in the forks only, once they may begin."""
    for name in SLOW_TO_IMPORT:
        package = importlib.import_module(name)
        for module in pkgutil.walk_packages(getattr(package, "__path__", ()), f"{name}."):
            if not module.name.endswith("__main__"):
                importlib.import_module(module.name)
    gc.freeze()  # what the forks share is not to be gone through
    while True:
        request, files, *_ = socket.recv_fds(requests, MOST, 3)
        if not request:
            os._exit(0)
        if _is_command(files[2]):
            requests.close()
            command, folder, environment = json.loads(request)
            _become(command, folder, environment, *files[:2])
            return
        for file in files:
            os.close(file)


def _is_command(asking: int) -> bool:
    """Fork a process for the command, and one that tells how it ended; true in the first only."""
    if os.fork():
        with suppress(ChildProcessError):  # none ended since
            os.waitpid(-1, os.WNOHANG)
        return False
    command = os.fork()
    if command:
        _, status = os.waitpid(command, 0)
        os.write(asking, str(status).encode())
        os._exit(0)
    os.close(asking)
    return True


def _become(
    command: list[str], folder: str, environment: dict[str, str], out: int, err: int
) -> None:
    os.dup2(out, 1)
    os.dup2(err, 2)
    os.close(out)
    os.close(err)
    os.environ.clear()
    os.environ.update(environment)
    time.tzset()
    importlib.reload(sys.modules["crawler.settings"])  # they look at the environment
    os.chdir(folder)
    sys.path[0] = folder
    sys.argv = list(command)
    # at the command's end, too, its own processes ask which module is the main one
    sys.modules["__main__"].__spec__ = importlib.util.find_spec(f"{command[0]}.__main__")


def _leave() -> None:
    """End at once: to take apart all that was imported would take longer than most commands.

    Only the databases are closed, as they would be then: SQLite puts its files in order.
    """
    for left in gc.get_objects():  # what was made before the fork is none of them
        if isinstance(left, sqlite3.Connection):
            left.close()
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(code)


if __name__ == "__main__":
    code = 1
    atexit.register(_leave)  # before what the imports register, so that it is called last
    _serve(socket.socket(fileno=int(sys.argv[1])))
    try:
        runpy.run_module(sys.argv[0], run_name="__main__", alter_sys=True)
        code = 0
    except SystemExit as left:
        code = left.code if isinstance(left.code, int) else int(left.code is not None)
        raise
