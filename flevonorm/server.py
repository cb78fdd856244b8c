"""Settings of gunicorn: `gunicorn --config python:flevonorm.server flevonorm.wsgi`.

Refuses unsafe settings once, before there are workers, and gives gunicorn's own lines the form of
the process log. Addresses and numbers of workers are the command line's.
"""

import os
from typing import Any

from django.conf import settings

from flevonorm.production import refuse_unsafe_settings

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "flevonorm.settings")
refuse_unsafe_settings()

logconfig_dict: dict[str, Any] = settings.LOGGING
# A secret may stand in an address, so no line of gunicorn's tells one.
accesslog = None
# Two requests may each wait for a document that is being written; others are answered meanwhile.
# With one thread, as many downloads as there are workers would stop the site.
threads = 4
# The choices of a what-if stand in its address; this is the most that gunicorn takes.
limit_request_line = 8190
# A socket for commands to a running server; systemd gives those.
control_socket_disable = True
