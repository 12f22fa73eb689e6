"""A button that is pressed twice does its work once."""
