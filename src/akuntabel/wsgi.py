import os

from django.conf import settings
from django.core.wsgi import get_wsgi_application

os.environ["DJANGO_SETTINGS_MODULE"] = "akuntabel.settings"
application = get_wsgi_application()
str(settings.SECRET_KEY)  # an unusable one is told now, not at the first page
