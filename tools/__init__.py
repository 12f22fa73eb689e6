"""What maintainers run: flags, fonts, catalogues, the picture of the README."""
