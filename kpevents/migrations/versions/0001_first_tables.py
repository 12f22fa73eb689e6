"""The first tables."""

import sqlalchemy as sa
from alembic import op

revision = '0001'
down_revision = None


def upgrade() -> None:
    op.create_table('bodies',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('slug', sa.Enum('process', 'steering-committee', 'chair', name='bodyslug', native_enum=False, create_constraint=True, length=30), nullable=False),
    sa.Column('name', sa.JSON(), nullable=False),
    sa.Column('about', sa.JSON(), nullable=False),
    sa.Column('began', sa.String(length=10), nullable=True),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_bodies')),
    sa.UniqueConstraint('slug', name=op.f('uq_bodies_slug'))
    )
    op.create_table('domains',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('number', sa.Integer(), nullable=False),
    sa.Column('name', sa.JSON(), nullable=False),
    sa.Column('short', sa.JSON(), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_domains')),
    sa.UniqueConstraint('number', name=op.f('uq_domains_number'))
    )
    op.create_table('loaded_facts',
    sa.Column('kind', sa.String(length=30), nullable=False),
    sa.Column('key', sa.String(length=120), nullable=False),
    sa.Column('fields', sa.JSON(), nullable=False),
    sa.PrimaryKeyConstraint('kind', 'key', name=op.f('pk_loaded_facts'))
    )
    op.create_table('meeting_types',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('slug', sa.String(length=60), nullable=False),
    sa.Column('name', sa.JSON(), nullable=False),
    sa.Column('plural', sa.JSON(), nullable=False),
    sa.Column('level', sa.Enum('political', 'technical', name='level', native_enum=False, create_constraint=True, length=30), nullable=False),
    sa.Column('mark', sa.Enum('political', 'thematic', 'workshop', 'online', name='mark', native_enum=False, create_constraint=True, length=30), nullable=False),
    sa.Column('colour', sa.String(length=30), nullable=False),
    sa.Column('needs_pair', sa.Boolean(), nullable=False),
    sa.Column('position', sa.Integer(), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_meeting_types')),
    sa.UniqueConstraint('slug', name=op.f('uq_meeting_types_slug'))
    )
    op.create_table('pages',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('slug', sa.String(length=60), nullable=False),
    sa.Column('title', sa.JSON(), nullable=False),
    sa.Column('body', sa.JSON(), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_pages')),
    sa.UniqueConstraint('slug', name=op.f('uq_pages_slug'))
    )
    op.create_table('partners',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('code', sa.String(length=20), nullable=False),
    sa.Column('kind', sa.Enum('state', 'institution', 'international_organisation', 'regional_organisation', 'agency', 'civil_society', 'private_sector', 'dialogue', 'programme', 'initiative', 'framework', 'mechanism', name='kind', native_enum=False, create_constraint=True, length=30), nullable=False),
    sa.Column('iso3', sa.String(length=3), nullable=True),
    sa.Column('short_name', sa.String(length=40), nullable=False),
    sa.Column('name', sa.JSON(), nullable=False),
    sa.Column('name_in_text', sa.JSON(), nullable=False),
    sa.Column('side', sa.Enum('african', 'european', 'neither', name='side', native_enum=False, create_constraint=True, length=30), nullable=False),
    sa.Column('zone', sa.String(length=60), nullable=True),
    sa.Column('weekend', sa.String(length=60), nullable=False),
    sa.Column('weekend_note', sa.String(length=500), nullable=False),
    sa.Column('eu_protocol_rank', sa.Integer(), nullable=True),
    sa.Column('about', sa.JSON(), nullable=False),
    sa.Column('note', sa.JSON(), nullable=False),
    sa.CheckConstraint("(kind = 'state') = (iso3 IS NOT NULL)", name=op.f('ck_partners_states_have_an_iso3')),
    sa.CheckConstraint('code = lower(code) AND length(code) BETWEEN 2 AND 20', name=op.f('ck_partners_code_is_lower_case')),
    sa.CheckConstraint('eu_protocol_rank BETWEEN 1 AND 99', name=op.f('ck_partners_eu_protocol_rank')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_partners')),
    sa.UniqueConstraint('code', name=op.f('uq_partners_code')),
    sa.UniqueConstraint('eu_protocol_rank', name=op.f('uq_partners_eu_protocol_rank')),
    sa.UniqueConstraint('iso3', name=op.f('uq_partners_iso3'))
    )
    op.create_table('revisions',
    sa.Column('id', sa.Integer(), autoincrement=False, nullable=False),
    sa.Column('number', sa.Integer(), nullable=False),
    sa.Column('changed_at', sa.DateTime(), nullable=False),
    sa.Column('rendering', sa.String(), nullable=False),
    sa.CheckConstraint('id = 1', name=op.f('ck_revisions_only_one')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_revisions'))
    )
    op.create_table('series',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('slug', sa.String(length=60), nullable=False),
    sa.Column('title', sa.JSON(), nullable=False),
    sa.Column('about', sa.JSON(), nullable=False),
    sa.Column('planned', sa.Integer(), nullable=True),
    sa.CheckConstraint('planned > 0', name=op.f('ck_series_planned')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_series')),
    sa.UniqueConstraint('slug', name=op.f('uq_series_slug'))
    )
    op.create_table('meetings',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('uid', sa.String(length=120), nullable=False),
    sa.Column('slug', sa.String(length=120), nullable=False),
    sa.Column('title', sa.JSON(), nullable=False),
    sa.Column('summary', sa.JSON(), nullable=False),
    sa.Column('notice', sa.JSON(), nullable=False),
    sa.Column('translations_unofficial', sa.Boolean(), nullable=False),
    sa.Column('type_id', sa.Integer(), nullable=False),
    sa.Column('category_id', sa.Integer(), nullable=True),
    sa.Column('format', sa.Enum('in_person', 'online', 'hybrid', name='format', native_enum=False, create_constraint=True, length=30), nullable=False),
    sa.Column('city', sa.JSON(), nullable=False),
    sa.Column('country', sa.String(length=2), nullable=True),
    sa.Column('building', sa.JSON(), nullable=False),
    sa.Column('zone', sa.String(length=60), nullable=True),
    sa.Column('date_precision', sa.Enum('day', 'month', 'year', 'unknown', name='precision', native_enum=False, create_constraint=True, length=30), nullable=False),
    sa.Column('first_day', sa.Date(), nullable=True),
    sa.Column('last_day', sa.Date(), nullable=True),
    sa.Column('loosely', sa.String(length=10), nullable=True),
    sa.Column('date_note', sa.JSON(), nullable=False),
    sa.Column('list_from', sa.Date(), nullable=False),
    sa.Column('list_until', sa.Date(), nullable=False),
    sa.Column('status', sa.Enum('draft', 'save_the_date', 'confirmed', 'postponed', 'cancelled', 'held', name='status', native_enum=False, create_constraint=True, length=30), nullable=False),
    sa.Column('visibility', sa.Enum('public', 'partners', 'restricted', 'hidden', name='visibility', native_enum=False, create_constraint=True, length=30), nullable=False),
    sa.Column('series_id', sa.Integer(), nullable=True),
    sa.Column('series_number', sa.Integer(), nullable=True),
    sa.Column('cluster', sa.String(length=60), nullable=True),
    sa.Column('ordinal', sa.JSON(), nullable=False),
    sa.Column('head_count', sa.Integer(), nullable=True),
    sa.Column('head_count_qualifier', sa.Enum('exactly', 'about', 'over', 'nearly', name='qualifier', native_enum=False, create_constraint=True, length=30), nullable=True),
    sa.Column('head_count_unit', sa.JSON(), nullable=False),
    sa.Column('interpretation', sa.String(length=60), nullable=False),
    sa.Column('contact', sa.String(length=200), nullable=False),
    sa.Column('join_link', sa.String(length=500), nullable=False),
    sa.Column('basis', sa.Enum('founding_texts', 'outside', 'secretariat', 'invented', name='basis', native_enum=False, create_constraint=True, length=30), nullable=False),
    sa.Column('domains_basis', sa.Enum('stated', 'inferred', name='domainsbasis', native_enum=False, create_constraint=True, length=30), nullable=True),
    sa.Column('sources', sa.JSON(), nullable=False),
    sa.Column('doubts', sa.JSON(), nullable=False),
    sa.Column('needs_checking', sa.Boolean(), nullable=False),
    sa.Column('counted', sa.Boolean(), nullable=False),
    sa.Column('sequence', sa.Integer(), nullable=False),
    sa.Column('created_at', sa.DateTime(), nullable=False),
    sa.Column('changed_at', sa.DateTime(), nullable=False),
    sa.Column('published_at', sa.DateTime(), nullable=True),
    sa.Column('announced', sa.String(length=64), nullable=True),
    sa.CheckConstraint("(date_precision = 'day') = (first_day IS NOT NULL) AND (date_precision = 'day') = (last_day IS NOT NULL)", name=op.f('ck_meetings_days_when_known_to_the_day')),
    sa.CheckConstraint("coalesce(length(loosely), 0) = CASE date_precision WHEN 'month' THEN 7 WHEN 'year' THEN 4 ELSE 0 END", name=op.f('ck_meetings_as_loose_as_it_says')),
    sa.CheckConstraint('(head_count IS NULL) = (head_count_qualifier IS NULL)', name=op.f('ck_meetings_head_count_qualified')),
    sa.CheckConstraint('(series_id IS NULL) = (series_number IS NULL)', name=op.f('ck_meetings_numbered_in_its_series')),
    sa.CheckConstraint('category_id <> type_id', name=op.f('ck_meetings_category_is_further')),
    sa.CheckConstraint('first_day <= last_day', name=op.f('ck_meetings_ends_after_it_begins')),
    sa.CheckConstraint('head_count > 0', name=op.f('ck_meetings_head_count')),
    sa.CheckConstraint('list_from <= list_until', name=op.f('ck_meetings_list_from_until')),
    sa.CheckConstraint('sequence >= 0', name=op.f('ck_meetings_sequence')),
    sa.CheckConstraint('series_number > 0', name=op.f('ck_meetings_series_number')),
    sa.ForeignKeyConstraint(['category_id'], ['meeting_types.id'], name=op.f('fk_meetings_category_id_meeting_types')),
    sa.ForeignKeyConstraint(['series_id'], ['series.id'], name=op.f('fk_meetings_series_id_series')),
    sa.ForeignKeyConstraint(['type_id'], ['meeting_types.id'], name=op.f('fk_meetings_type_id_meeting_types')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_meetings')),
    sa.UniqueConstraint('series_id', 'series_number', name=op.f('uq_meetings_series_id_series_number')),
    sa.UniqueConstraint('slug', name=op.f('uq_meetings_slug')),
    sa.UniqueConstraint('uid', name=op.f('uq_meetings_uid'))
    )
    with op.batch_alter_table('meetings', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_meetings_category_id'), ['category_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_meetings_cluster'), ['cluster'], unique=False)
        batch_op.create_index('ix_meetings_published_from', ['list_from', 'id'], unique=False, sqlite_where=sa.text("meetings.status <> 'draft' AND meetings.visibility IN ('public', 'restricted')"), postgresql_where=sa.text("meetings.status <> 'draft' AND meetings.visibility IN ('public', 'restricted')"))
        batch_op.create_index('ix_meetings_published_until', ['list_until', 'list_from', 'id'], unique=False, sqlite_where=sa.text("meetings.status <> 'draft' AND meetings.visibility IN ('public', 'restricted')"), postgresql_where=sa.text("meetings.status <> 'draft' AND meetings.visibility IN ('public', 'restricted')"))
        batch_op.create_index(batch_op.f('ix_meetings_type_id'), ['type_id'], unique=False)

    op.create_table('calendar_entries',
    sa.Column('meeting_id', sa.Integer(), nullable=False),
    sa.Column('language', sa.String(length=2), nullable=False),
    sa.Column('revision', sa.String(length=64), nullable=False),
    sa.Column('content', sa.LargeBinary(), nullable=False),
    sa.ForeignKeyConstraint(['meeting_id'], ['meetings.id'], name=op.f('fk_calendar_entries_meeting_id_meetings'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('meeting_id', 'language', name=op.f('pk_calendar_entries'))
    )
    op.create_table('meeting_days',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('meeting_id', sa.Integer(), nullable=False),
    sa.Column('day', sa.Date(), nullable=False),
    sa.Column('begins', sa.Time(), nullable=True),
    sa.Column('ends', sa.Time(), nullable=True),
    sa.CheckConstraint('(begins IS NULL) = (ends IS NULL)', name=op.f('ck_meeting_days_both_hours_or_none')),
    sa.CheckConstraint('ends > begins', name=op.f('ck_meeting_days_ends_after_it_begins')),
    sa.ForeignKeyConstraint(['meeting_id'], ['meetings.id'], name=op.f('fk_meeting_days_meeting_id_meetings'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_meeting_days')),
    sa.UniqueConstraint('meeting_id', 'day', name=op.f('uq_meeting_days_meeting_id_day'))
    )
    op.create_table('meeting_domains',
    sa.Column('meeting_id', sa.Integer(), nullable=False),
    sa.Column('domain_id', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['domain_id'], ['domains.id'], name=op.f('fk_meeting_domains_domain_id_domains')),
    sa.ForeignKeyConstraint(['meeting_id'], ['meetings.id'], name=op.f('fk_meeting_domains_meeting_id_meetings'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('meeting_id', 'domain_id', name=op.f('pk_meeting_domains'))
    )
    with op.batch_alter_table('meeting_domains', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_meeting_domains_domain_id'), ['domain_id'], unique=False)

    op.create_table('meeting_roles',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('meeting_id', sa.Integer(), nullable=False),
    sa.Column('role', sa.Enum('host', 'co_host', 'chair', 'co_chair', 'initiator', 'organiser', 'rapporteur', 'joint', name='rolename', native_enum=False, create_constraint=True, length=30), nullable=False),
    sa.Column('partner_id', sa.Integer(), nullable=True),
    sa.Column('position', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['meeting_id'], ['meetings.id'], name=op.f('fk_meeting_roles_meeting_id_meetings'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['partner_id'], ['partners.id'], name=op.f('fk_meeting_roles_partner_id_partners')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_meeting_roles')),
    sa.UniqueConstraint('meeting_id', 'role', 'partner_id', name=op.f('uq_meeting_roles_meeting_id_role_partner_id'))
    )
    with op.batch_alter_table('meeting_roles', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_meeting_roles_partner_id'), ['partner_id'], unique=False)
        batch_op.create_index('uq_meeting_roles_hosts_once', ['meeting_id', 'partner_id'], unique=True, sqlite_where=sa.text("role IN ('host', 'co_host')"), postgresql_where=sa.text("role IN ('host', 'co_host')"))

    op.create_table('terms',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('key', sa.String(length=60), nullable=False),
    sa.Column('body_id', sa.Integer(), nullable=False),
    sa.Column('partner_id', sa.Integer(), nullable=False),
    sa.Column('starts', sa.String(length=10), nullable=True),
    sa.Column('ends', sa.String(length=10), nullable=True),
    sa.Column('ongoing', sa.Boolean(), nullable=False),
    sa.Column('seen_on', sa.String(length=10), nullable=True),
    sa.Column('handover_id', sa.Integer(), nullable=True),
    sa.Column('basis', sa.Enum('founding_texts', 'outside', 'secretariat', name='evidence', native_enum=False, create_constraint=True, length=30), nullable=False),
    sa.Column('source', sa.String(length=500), nullable=False),
    sa.Column('note', sa.JSON(), nullable=False),
    sa.CheckConstraint('NOT ongoing OR ends IS NULL', name=op.f('ck_terms_what_runs_has_no_end')),
    sa.CheckConstraint('length(ends) IN (4, 7, 10)', name=op.f('ck_terms_ends_is_a_date')),
    sa.CheckConstraint('length(seen_on) IN (4, 7, 10)', name=op.f('ck_terms_seen_on_is_a_date')),
    sa.CheckConstraint('length(starts) IN (4, 7, 10)', name=op.f('ck_terms_starts_is_a_date')),
    sa.CheckConstraint('seen_on IS NULL OR (starts IS NULL AND ends IS NULL AND NOT ongoing)', name=op.f('ck_terms_snapshot_has_no_bounds')),
    sa.ForeignKeyConstraint(['body_id'], ['bodies.id'], name=op.f('fk_terms_body_id_bodies')),
    sa.ForeignKeyConstraint(['handover_id'], ['meetings.id'], name=op.f('fk_terms_handover_id_meetings')),
    sa.ForeignKeyConstraint(['partner_id'], ['partners.id'], name=op.f('fk_terms_partner_id_partners')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_terms')),
    sa.UniqueConstraint('key', name=op.f('uq_terms_key'))
    )
    with op.batch_alter_table('terms', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_terms_body_id'), ['body_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_terms_partner_id'), ['partner_id'], unique=False)

    op.execute("INSERT INTO revisions (id, number, changed_at, rendering) VALUES (1, 0, '2014-11-28 00:00:00', '')")
    make_index_of_words()



def downgrade() -> None:
    raise NotImplementedError("There is nothing below the first tables: restore a backup instead.")


def make_index_of_words() -> None:
    """Words are made plain before they come here: no database folds or stems them again."""
    if op.get_bind().dialect.name == "sqlite":
        op.execute(
            "CREATE VIRTUAL TABLE meeting_words USING fts5(words, tokenize = 'unicode61 remove_diacritics 0')"
        )
        return
    op.create_table(
        "meeting_words",
        sa.Column("rowid", sa.Integer(), sa.ForeignKey("meetings.id", ondelete="CASCADE"), primary_key=True),
        sa.Column("words", sa.Text(), nullable=False),
    )
    op.execute(
        "CREATE INDEX ix_meeting_words ON meeting_words"
        " USING gin (array_to_tsvector(string_to_array(words, ' ')))"
    )
