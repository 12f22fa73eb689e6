"""Words by which a line of the journal is found."""

import sqlalchemy as sa
from alembic import op

revision = '0008'
down_revision = '0007'


def upgrade() -> None:
    with op.batch_alter_table('journal', schema=None) as batch_op:
        batch_op.add_column(sa.Column('words', sa.Text(), nullable=False, server_default=''))
    with op.batch_alter_table('journal', schema=None) as batch_op:
        batch_op.alter_column('words', server_default=None)
