"""Accounts, the journal, what is pressed once and what is tried too often."""

import sqlalchemy as sa
from alembic import op

revision = '0002'
down_revision = '0001'


def upgrade() -> None:
    op.create_table('account_requests',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('email', sa.String(length=254), nullable=False),
    sa.Column('name', sa.String(length=200), nullable=False),
    sa.Column('organisation', sa.String(length=200), nullable=False),
    sa.Column('words', sa.String(length=2000), nullable=False),
    sa.Column('language', sa.String(length=2), nullable=False),
    sa.Column('created_at', sa.DateTime(), nullable=False),
    sa.Column('confirmed_at', sa.DateTime(), nullable=True),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_account_requests'))
    )
    with op.batch_alter_table('account_requests', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_account_requests_email'), ['email'], unique=False)

    op.create_table('journal',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('at', sa.DateTime(), nullable=False),
    sa.Column('actor_id', sa.Integer(), nullable=True),
    sa.Column('actor_name', sa.String(length=200), nullable=False),
    sa.Column('subject', sa.String(length=40), nullable=False),
    sa.Column('subject_id', sa.Integer(), nullable=True),
    sa.Column('name', sa.JSON(), nullable=False),
    sa.Column('deed', sa.String(length=40), nullable=False),
    sa.Column('changes', sa.JSON(), nullable=False),
    sa.Column('reason', sa.String(length=2000), nullable=False),
    sa.Column('meeting_id', sa.Integer(), nullable=True),
    sa.Column('partner_id', sa.Integer(), nullable=True),
    sa.Column('person_id', sa.Integer(), nullable=True),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_journal'))
    )
    with op.batch_alter_table('journal', schema=None) as batch_op:
        batch_op.create_index('ix_journal_actor', ['actor_id', 'id'], unique=False)
        batch_op.create_index('ix_journal_meeting', ['meeting_id', 'id'], unique=False)
        batch_op.create_index('ix_journal_partner', ['partner_id', 'id'], unique=False)
        batch_op.create_index('ix_journal_person', ['person_id', 'id'], unique=False)

    op.create_table('presses',
    sa.Column('key', sa.String(length=64), nullable=False),
    sa.Column('at', sa.DateTime(), nullable=False),
    sa.Column('led_to', sa.String(length=500), nullable=False),
    sa.PrimaryKeyConstraint('key', name=op.f('pk_presses'))
    )
    op.create_table('tried',
    sa.Column('key', sa.String(length=120), nullable=False),
    sa.Column('count', sa.Integer(), nullable=False),
    sa.Column('until', sa.BigInteger(), nullable=False),
    sa.PrimaryKeyConstraint('key', name=op.f('pk_tried'))
    )
    op.create_table('users',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('email', sa.String(length=254), nullable=False),
    sa.Column('name', sa.String(length=200), nullable=False),
    sa.Column('language', sa.String(length=2), nullable=False),
    sa.Column('state', sa.Enum('invited', 'active', 'ended', name='state', native_enum=False, create_constraint=True, length=30), nullable=False),
    sa.Column('password_hash', sa.String(length=200), nullable=True),
    sa.Column('links', sa.Integer(), nullable=False),
    sa.Column('new_email', sa.String(length=254), nullable=True),
    sa.Column('new_confirmed', sa.Boolean(), nullable=False),
    sa.Column('old_confirmed', sa.Boolean(), nullable=False),
    sa.Column('totp_secret', sa.String(length=300), nullable=True),
    sa.Column('totp_since', sa.DateTime(), nullable=True),
    sa.Column('totp_step', sa.Integer(), nullable=False),
    sa.Column('created_at', sa.DateTime(), nullable=False),
    sa.Column('signed_in_at', sa.DateTime(), nullable=True),
    sa.CheckConstraint("state <> 'active' OR password_hash IS NOT NULL", name=op.f('ck_users_active_has_a_password')),
    sa.CheckConstraint('new_email IS NOT NULL OR NOT (new_confirmed OR old_confirmed)', name=op.f('ck_users_confirms_a_new_address')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_users')),
    sa.UniqueConstraint('email', name=op.f('uq_users_email'))
    )
    op.create_table('recovery_codes',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('user_id', sa.Integer(), nullable=False),
    sa.Column('code_hash', sa.String(length=200), nullable=False),
    sa.ForeignKeyConstraint(['user_id'], ['users.id'], name=op.f('fk_recovery_codes_user_id_users'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_recovery_codes'))
    )
    with op.batch_alter_table('recovery_codes', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_recovery_codes_user_id'), ['user_id'], unique=False)

    op.create_table('sign_ins',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('user_id', sa.Integer(), nullable=False),
    sa.Column('token_hash', sa.String(length=64), nullable=False),
    sa.Column('stage', sa.Enum('password', 'full', name='stage', native_enum=False, create_constraint=True, length=30), nullable=False),
    sa.Column('began_at', sa.DateTime(), nullable=False),
    sa.Column('seen_at', sa.DateTime(), nullable=False),
    sa.Column('browser', sa.String(length=60), nullable=False),
    sa.ForeignKeyConstraint(['user_id'], ['users.id'], name=op.f('fk_sign_ins_user_id_users'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_sign_ins')),
    sa.UniqueConstraint('token_hash', name=op.f('uq_sign_ins_token_hash'))
    )
    with op.batch_alter_table('sign_ins', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_sign_ins_user_id'), ['user_id'], unique=False)

    op.create_table('user_grants',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('user_id', sa.Integer(), nullable=False),
    sa.Column('role', sa.Enum('administrator', 'secretariat', 'committee_reader', 'focal_point', 'deputy', 'host_liaison', name='role', native_enum=False, create_constraint=True, length=30), nullable=False),
    sa.Column('partner_id', sa.Integer(), nullable=True),
    sa.Column('meeting_id', sa.Integer(), nullable=True),
    sa.Column('ends_on', sa.Date(), nullable=True),
    sa.CheckConstraint("(role = 'host_liaison') = (meeting_id IS NOT NULL)", name=op.f('ck_user_grants_of_a_meeting')),
    sa.CheckConstraint("(role IN ('focal_point', 'deputy')) = (partner_id IS NOT NULL)", name=op.f('ck_user_grants_of_a_partner')),
    sa.CheckConstraint("role <> 'host_liaison' OR ends_on IS NOT NULL", name=op.f('ck_user_grants_liaison_ends')),
    sa.ForeignKeyConstraint(['meeting_id'], ['meetings.id'], name=op.f('fk_user_grants_meeting_id_meetings'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['partner_id'], ['partners.id'], name=op.f('fk_user_grants_partner_id_partners')),
    sa.ForeignKeyConstraint(['user_id'], ['users.id'], name=op.f('fk_user_grants_user_id_users'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_user_grants'))
    )
    with op.batch_alter_table('user_grants', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_user_grants_meeting_id'), ['meeting_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_user_grants_partner_id'), ['partner_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_user_grants_user_id'), ['user_id'], unique=False)
        batch_op.create_index('uq_user_grants_everywhere', ['user_id', 'role'], unique=True, sqlite_where=sa.text('partner_id IS NULL AND meeting_id IS NULL'), postgresql_where=sa.text('partner_id IS NULL AND meeting_id IS NULL'))
        batch_op.create_index('uq_user_grants_for_a_meeting', ['user_id', 'role', 'meeting_id'], unique=True, sqlite_where=sa.text('meeting_id IS NOT NULL'), postgresql_where=sa.text('meeting_id IS NOT NULL'))
        batch_op.create_index('uq_user_grants_for_a_partner', ['user_id', 'role', 'partner_id'], unique=True, sqlite_where=sa.text('partner_id IS NOT NULL'), postgresql_where=sa.text('partner_id IS NOT NULL'))
