"""Why a meeting is held without a pair, and when nominations and registration are open."""

import sqlalchemy as sa
from alembic import op

revision = '0004'
down_revision = '0003'


def upgrade() -> None:
    with op.batch_alter_table('meetings', schema=None) as batch_op:
        batch_op.add_column(sa.Column('pair_reason', sa.Text(), nullable=False, server_default=''))
        batch_op.add_column(sa.Column('nominations_open', sa.DateTime(), nullable=True))
        batch_op.add_column(sa.Column('nominations_close', sa.DateTime(), nullable=True))
        batch_op.add_column(sa.Column('registration_open', sa.DateTime(), nullable=True))
        batch_op.add_column(sa.Column('registration_close', sa.DateTime(), nullable=True))
        batch_op.create_check_constraint(
            op.f('ck_meetings_nominations_close_later'), 'nominations_open < nominations_close')
        batch_op.create_check_constraint(
            op.f('ck_meetings_registration_closes_later'), 'registration_open < registration_close')
    with op.batch_alter_table('meetings', schema=None) as batch_op:
        batch_op.alter_column('pair_reason', server_default=None)
