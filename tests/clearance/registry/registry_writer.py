"""A program that writes into a usage log and notes what was acknowledged: url, its number, how many, where."""

import os
import sys

from fairtake.clearance.registry import open_registry

url, number, events, note = sys.argv[1:]
acknowledged = os.open(note, os.O_CREAT | os.O_WRONLY | os.O_APPEND)
with open_registry(url) as registry:
    for event in range(int(events)):
        found = registry.log_use("film", {"writer": int(number), "event": event})
        os.write(acknowledged, f"{event} {found}\n".encode())
