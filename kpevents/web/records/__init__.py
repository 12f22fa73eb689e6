"""The desk's records: types, series, clusters, texts, partners with their contacts, terms of office."""
