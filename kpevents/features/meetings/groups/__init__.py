"""What meetings stand under: their types, the series they are numbered in, the clusters of one trip."""
