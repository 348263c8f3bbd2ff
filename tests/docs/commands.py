#!/usr/bin/env python3
"""Each command that the documents show is run. Usage: commands.py BUILD-FOLDER

Run is what stands in a ```sh block on a line of its own and begins with stickylab, make or
build/bin/; but not `make test`, which this is a part of. A receiver is run together with the sender
that the next block shows, on a free port. A comment on the line above a block says where it is
otherwise:
  <!-- not run: reason -->      the block is passed over
  <!-- exits: N -->             each command of the block ends with that status, not with 0;
                                `N or M`: a race decides
"""

import os
import re
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import nullcontext
from pathlib import Path

from project import LABS, ROOT, finish

DOCUMENTS = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md")),
             *(lab / name for lab in LABS for name in ("README.md", "README.zh.md"))]
BLOCK = re.compile(r"(?:<!-- (not run|exits): (.+?) -->\n)?```sh\n(.*?)```", re.DOTALL)
OURS = re.compile(r"(stickylab|make(?! test)|build/bin/\S+)( |$)")
PORT = "8080"  # in the documents

LIMIT_S = 120
BUILDING = threading.Lock()  # two `make` at once would build the same
BUILD = os.path.abspath(sys.argv[1])


def commands(text):
    """(command, the exit status that is documented, as text)"""
    for marker, value, block in BLOCK.findall(text):
        if marker == "not run":
            continue
        for line in block.splitlines():
            command = re.sub(r"\s+#.*", "", line.strip())
            if OURS.match(command):
                yield command, value or "0"


def is_receiver(command):
    """Whether it waits for a sender that is shown after it."""
    return command.startswith("build/bin/") and " receiver --listen " in command


def groups(text):
    """What is run together: one command, or a receiver and its sender."""
    waiting = []
    for command, status in commands(text):
        waiting.append((command, status))
        if not is_receiver(command):
            yield tuple(waiting)
            waiting = []
    if waiting:
        yield tuple(waiting)


def free_port():
    with socket.create_server(("127.0.0.1", 0)) as listener:
        return str(listener.getsockname()[1])


def is_bound(command, port):
    """Whether somebody listens at the place that the command names: a port of ours, or a path."""
    path = command.split(" --listen ")[1].split()[0]
    if ":" not in path:
        return f" {path}\n" in Path("/proc/net/unix").read_text()
    local = f":{int(port):04X} "
    return any(local in line.split(maxsplit=2)[1] + " "
               for protocol in ("tcp", "udp")
               for line in Path(f"/proc/net/{protocol}").read_text().splitlines()[1:])


def start(command, port, home):
    """Home is a folder that is thrown away."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith("MAKE")}
    environment |= {"BUILD": BUILD, "HOME": home, "PATH": f"{BUILD}/bin:{os.environ['PATH']}"}
    command = re.sub(r"\bbuild/", f"{BUILD}/", command).replace(f":{PORT}", f":{port}")
    return subprocess.Popen(["bash", "-c", command], cwd=ROOT, env=environment, text=True,
                            stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                            stderr=subprocess.STDOUT, start_new_session=True)


def end(process):
    """The exit status and what was printed."""
    try:
        printed, _ = process.communicate(timeout=LIMIT_S)
        return process.returncode, printed
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGKILL)
        return "never", process.communicate()[0]


def run(group):
    """What did not end as documented."""
    builds = any(command.startswith("make") for command, _ in group)
    with BUILDING if builds else nullcontext(), tempfile.TemporaryDirectory() as home:
        port = free_port()
        running = []
        for command, status in group:
            running.append((command, status, start(command, port, home)))
            deadline = time.monotonic() + LIMIT_S
            while command != group[-1][0] and not is_bound(command, port) \
                    and time.monotonic() < deadline:
                continue
        for command, expected, process in running:
            status, printed = end(process)
            if str(status) not in expected.split(" or "):
                yield f"`{command}` exits {status}, not {expected}:\n{printed}"


shown = {}
for document in DOCUMENTS:
    for group in groups(document.read_text()):
        shown.setdefault(group, document.relative_to(ROOT))
with ThreadPoolExecutor(os.cpu_count()) as pool:
    complaints = [f"{document}: {wrong}"
                  for document, wrongs in zip(shown.values(), pool.map(lambda group: [*run(group)], shown))
                  for wrong in wrongs]
finish(complaints if shown else ["no document shows a command"])
