"""The outbox: a row for each message that waits, left, or failed."""

import sqlalchemy as sa
from alembic import op

revision = '0003'
down_revision = '0002'


def upgrade() -> None:
    op.create_table('messages',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('created_at', sa.DateTime(), nullable=False),
    sa.Column('kind', sa.String(length=40), nullable=False),
    sa.Column('person_id', sa.Integer(), nullable=True),
    sa.Column('to_address', sa.String(length=254), nullable=False),
    sa.Column('language', sa.String(length=2), nullable=False),
    sa.Column('subject', sa.String(length=200), nullable=False),
    sa.Column('body', sa.Text(), nullable=False),
    sa.Column('words', sa.Text(), nullable=False),
    sa.Column('link_purpose', sa.String(length=40), nullable=True),
    sa.Column('link_subject_id', sa.Integer(), nullable=True),
    sa.Column('link_generation', sa.Integer(), nullable=True),
    sa.Column('link_path', sa.String(length=200), nullable=True),
    sa.Column('state', sa.Enum('waiting', 'sending', 'sent', 'failed', name='state', native_enum=False, create_constraint=True, length=30), nullable=False),
    sa.Column('attempts', sa.Integer(), nullable=False),
    sa.Column('tried_at', sa.DateTime(), nullable=True),
    sa.Column('next_try_at', sa.DateTime(), nullable=False),
    sa.Column('sent_at', sa.DateTime(), nullable=True),
    sa.Column('error', sa.String(length=300), nullable=False),
    sa.Column('message_id', sa.String(length=320), nullable=True),
    sa.CheckConstraint("(state = 'sent') = (sent_at IS NOT NULL)", name=op.f('ck_messages_sent_has_its_time')),
    sa.CheckConstraint('(link_purpose IS NULL) = (link_path IS NULL) AND (link_purpose IS NULL) = (link_subject_id IS NULL) AND (link_purpose IS NULL) = (link_generation IS NULL)', name=op.f('ck_messages_link_is_whole')),
    sa.CheckConstraint('attempts >= 0', name=op.f('ck_messages_attempts')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_messages')),
    sa.UniqueConstraint('message_id', name=op.f('uq_messages_message_id'))
    )
    op.create_index('ix_messages_due', 'messages', ['state', 'next_try_at', 'id'])
    op.create_index('ix_messages_person', 'messages', ['person_id'])
