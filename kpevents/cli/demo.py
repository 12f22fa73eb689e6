"""``flask demo ...``: invented meetings."""

from flask.cli import AppGroup

commands = AppGroup("demo", help="Invented meetings, for demonstrations and for measuring under load.")
