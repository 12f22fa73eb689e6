"""The tools the features stand on: database, settings, clock, languages, logs."""
