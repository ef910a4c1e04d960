"""Asking other people's servers for pages, politely and safely; knows nothing of raw/, reports or Dagster."""
