"""Great Expectations suites, one a step, and the adapter that turns their results into Dagster asset checks."""
