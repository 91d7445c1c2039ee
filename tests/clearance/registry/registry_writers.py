"""A program of several writers: url, events of each as JSON, a folder for what was acknowledged.

Each writer is a process of its own that makes its own connection; they come from one by fork, so that
Fairtake is loaded once. Prints their process ids, then how each ended, as JSON.
"""

import json
import os
import sys
import time

from fairtake.clearance.registry import open_registry


def write(url: str, number: int, events: int, note: str, begin: float) -> None:
    acknowledged = os.open(note, os.O_CREAT | os.O_WRONLY | os.O_APPEND)
    time.sleep(max(begin - time.time(), 0))
    with open_registry(url) as registry:
        for event in range(events):
            found = registry.log_use("film", {"writer": number, "event": event})
            os.write(acknowledged, f"{event} {found}\n".encode())


url, listed, folder = sys.argv[1:]
events = json.loads(listed)
begin = time.time() + 0.1
pids = []
for number in range(len(events)):
    pid = os.fork()
    if pid == 0:
        try:
            write(url, number, events[number], f"{folder}/{number}.txt", begin)
        except BaseException as error:
            print(error, file=sys.stderr)
            os._exit(1)
        os._exit(0)
    pids.append(pid)
print(json.dumps(pids), flush=True)
print(json.dumps([os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]) for pid in pids]), flush=True)
