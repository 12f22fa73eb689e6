"""People are found by words and can be erased; a request has the generation of its link."""

import sqlalchemy as sa
from alembic import op

revision = '0010'
down_revision = '0009'


def upgrade() -> None:
    with op.batch_alter_table('users') as batch_op:
        batch_op.add_column(sa.Column('words', sa.String(length=1000), nullable=False, server_default=''))
        batch_op.add_column(sa.Column('erased_at', sa.DateTime(), nullable=True))
    op.execute("UPDATE users SET words = lower(name || ' ' || email)")
    with op.batch_alter_table('account_requests') as batch_op:
        batch_op.add_column(sa.Column('links', sa.Integer(), nullable=False, server_default='0'))
    with op.batch_alter_table('users') as batch_op:
        batch_op.alter_column('words', server_default=None)
    with op.batch_alter_table('account_requests') as batch_op:
        batch_op.alter_column('links', server_default=None)
