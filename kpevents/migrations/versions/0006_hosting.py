"""Offers to host, and candidatures for the chair."""

import sqlalchemy as sa
from alembic import op

revision = '0006'
down_revision = '0005'


def upgrade() -> None:
    op.create_table('offers',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('partner_id', sa.Integer(), nullable=False),
    sa.Column('role', sa.Enum('host', 'co_host', 'either', name='offeredrole', native_enum=False, create_constraint=True, length=30), nullable=False),
    sa.Column('theme', sa.String(length=300), nullable=False),
    sa.Column('domain_id', sa.Integer(), nullable=True),
    sa.Column('type_id', sa.Integer(), nullable=True),
    sa.Column('begins', sa.String(length=10), nullable=False),
    sa.Column('ends', sa.String(length=10), nullable=True),
    sa.Column('note', sa.Text(), nullable=False),
    sa.Column('standing', sa.Enum('made', 'kept', 'accepted', 'declined', 'withdrawn', name='standing', native_enum=False, create_constraint=True, length=30), nullable=False),
    sa.Column('answer', sa.Text(), nullable=False),
    sa.Column('meeting_id', sa.Integer(), nullable=True),
    sa.Column('turn', sa.Integer(), nullable=False),
    sa.Column('made_at', sa.DateTime(), nullable=False),
    sa.Column('answered_at', sa.DateTime(), nullable=True),
    sa.CheckConstraint("(standing = 'made') = (answered_at IS NULL)", name=op.f('ck_offers_answered_when_it_has_an_answer')),
    sa.CheckConstraint("standing <> 'declined' OR length(answer) > 0", name=op.f('ck_offers_declined_with_a_reason')),
    sa.CheckConstraint("standing = 'accepted' OR meeting_id IS NULL", name=op.f('ck_offers_only_accepted_has_a_meeting')),
    sa.CheckConstraint('length(begins) IN (4, 7, 10)', name=op.f('ck_offers_begins_is_a_date')),
    sa.CheckConstraint('length(ends) IN (4, 7, 10)', name=op.f('ck_offers_ends_is_a_date')),
    sa.CheckConstraint('length(theme) > 0', name=op.f('ck_offers_has_a_theme')),
    sa.ForeignKeyConstraint(['domain_id'], ['domains.id'], name=op.f('fk_offers_domain_id_domains')),
    sa.ForeignKeyConstraint(['meeting_id'], ['meetings.id'], name=op.f('fk_offers_meeting_id_meetings'), ondelete='SET NULL'),
    sa.ForeignKeyConstraint(['partner_id'], ['partners.id'], name=op.f('fk_offers_partner_id_partners')),
    sa.ForeignKeyConstraint(['type_id'], ['meeting_types.id'], name=op.f('fk_offers_type_id_meeting_types')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_offers'))
    )
    with op.batch_alter_table('offers', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_offers_meeting_id'), ['meeting_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_offers_partner_id'), ['partner_id'], unique=False)

    op.create_table('candidatures',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('partner_id', sa.Integer(), nullable=False),
    sa.Column('offered_on', sa.String(length=10), nullable=False),
    sa.Column('note', sa.Text(), nullable=False),
    sa.Column('endorsed_on', sa.String(length=10), nullable=True),
    sa.Column('endorsed_at_id', sa.Integer(), nullable=True),
    sa.Column('handover_id', sa.Integer(), nullable=True),
    sa.Column('withdrawn_on', sa.String(length=10), nullable=True),
    sa.Column('term_id', sa.Integer(), nullable=True),
    sa.Column('turn', sa.Integer(), nullable=False),
    sa.Column('recorded_at', sa.DateTime(), nullable=False),
    sa.CheckConstraint('endorsed_at_id IS NULL OR endorsed_on IS NOT NULL', name=op.f('ck_candidatures_endorsed_at_on_a_date')),
    sa.CheckConstraint('length(endorsed_on) IN (4, 7, 10)', name=op.f('ck_candidatures_endorsed_on_is_a_date')),
    sa.CheckConstraint('length(offered_on) IN (4, 7, 10)', name=op.f('ck_candidatures_offered_on_is_a_date')),
    sa.CheckConstraint('length(withdrawn_on) IN (4, 7, 10)', name=op.f('ck_candidatures_withdrawn_on_is_a_date')),
    sa.CheckConstraint('term_id IS NULL OR endorsed_on IS NOT NULL', name=op.f('ck_candidatures_endorsed_before_the_chair')),
    sa.CheckConstraint('term_id IS NULL OR withdrawn_on IS NULL', name=op.f('ck_candidatures_withdrawn_or_in_the_chair')),
    sa.ForeignKeyConstraint(['endorsed_at_id'], ['meetings.id'], name=op.f('fk_candidatures_endorsed_at_id_meetings'), ondelete='SET NULL'),
    sa.ForeignKeyConstraint(['handover_id'], ['meetings.id'], name=op.f('fk_candidatures_handover_id_meetings'), ondelete='SET NULL'),
    sa.ForeignKeyConstraint(['partner_id'], ['partners.id'], name=op.f('fk_candidatures_partner_id_partners')),
    sa.ForeignKeyConstraint(['term_id'], ['terms.id'], name=op.f('fk_candidatures_term_id_terms'), ondelete='SET NULL'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_candidatures')),
    sa.UniqueConstraint('term_id', name=op.f('uq_candidatures_term_id'))
    )
    with op.batch_alter_table('candidatures', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_candidatures_partner_id'), ['partner_id'], unique=False)
        batch_op.create_index('uq_candidatures_open_once', ['partner_id'], unique=True, sqlite_where=sa.text('term_id IS NULL AND withdrawn_on IS NULL'), postgresql_where=sa.text('term_id IS NULL AND withdrawn_on IS NULL'))
