"""The published tables of the current release in a PostgreSQL database, for BI tools and many readers at once.

``publish.publish_release`` is the way in. Does not belong here: the release itself (release/), the command (cli/).
"""
