"""The registry over HTTP: a Registry and a key in, a service with signed answers out (needs the extra `serve`).

`application` makes the ASGI application, `serving` runs it on a socket until it is told to stop. Only cli calls this.
"""

from fairtake.serve.application import application
from fairtake.serve.limits import Limits
from fairtake.serve.running import listen, serving

__all__ = ["Limits", "application", "listen", "serving"]
