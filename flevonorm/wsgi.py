"""The application object for a WSGI server (gunicorn); it does not start with unsafe settings.

The development server makes an application of its own (no `WSGI_APPLICATION` in the settings), so
that it works with `DEBUG`.
"""

import os

from django.core.wsgi import get_wsgi_application

from flevonorm.production import refuse_unsafe_settings

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "flevonorm.settings")
refuse_unsafe_settings()

application = get_wsgi_application()
