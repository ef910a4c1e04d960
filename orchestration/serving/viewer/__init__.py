"""The viewer: pages on the current release for people who want to see whether a figure is true, and a JSON API."""
