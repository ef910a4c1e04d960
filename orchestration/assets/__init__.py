"""The Dagster assets, one step of the pipeline a file; logic lives in the rooms below."""
