"""The steps as plain functions: each joins the lake to reading, extraction or the release.

Assets and the command line call these; nothing here knows of either.
"""
