"""What all tests share: keys, certificates and the registry of this run, away from the user's own."""

import atexit
import os
import shutil
import tempfile

os.environ["FAIRTAKE_HOME"] = tempfile.mkdtemp(prefix="fairtake-home-")
atexit.register(shutil.rmtree, os.environ["FAIRTAKE_HOME"], ignore_errors=True)
for name in [name for name in os.environ if name.startswith("FAIRTAKE_") and name != "FAIRTAKE_HOME"]:
    del os.environ[name]
