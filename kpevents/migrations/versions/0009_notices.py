"""What the notice of a meeting speaks of. Those that stand there were written by somebody."""

import sqlalchemy as sa
from alembic import op

revision = '0009'
down_revision = '0008'

CHOICES = sa.Enum('nothing', 'move', 'fall', 'own_words', name='noticeof', native_enum=False, create_constraint=True, length=30)


def upgrade() -> None:
    with op.batch_alter_table('meetings', schema=None) as batch_op:
        batch_op.add_column(sa.Column('notice_of', CHOICES, nullable=False, server_default='nothing'))
    op.execute("UPDATE meetings SET notice_of = 'own_words' WHERE CAST(notice AS VARCHAR(500)) NOT IN ('{}', 'null')")
    with op.batch_alter_table('meetings', schema=None) as batch_op:
        batch_op.alter_column('notice_of', server_default=None)
