"""Signing in, and what a person does with their own account."""
