"""For every test: properties have no deadline, because no test depends on how busy the machine is."""

from hypothesis import settings

settings.register_profile("fazhi", deadline=None)
settings.load_profile("fazhi")
