"""Scripts for developers; nothing here runs in a build."""
