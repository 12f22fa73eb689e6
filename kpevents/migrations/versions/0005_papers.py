"""Papers of meetings: documents and photos."""

import sqlalchemy as sa
from alembic import op

revision = '0005'
down_revision = '0004'


def upgrade() -> None:
    op.create_table('papers',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('meeting_id', sa.Integer(), nullable=False),
    sa.Column('kind', sa.Enum('concept_note', 'agenda', 'logistics_note', 'background_paper', 'list_of_participants', 'presentation', 'statement', 'conclusions', 'recommendations', 'declaration', 'report', 'other', 'photo', name='kind', native_enum=False, create_constraint=True, length=30), nullable=False),
    sa.Column('language', sa.String(length=2), nullable=True),
    sa.Column('title', sa.JSON(), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('replaces_id', sa.Integer(), nullable=True),
    sa.Column('status', sa.Enum('draft', 'final', 'replaced', 'withdrawn', name='status', native_enum=False, create_constraint=True, length=30), nullable=False),
    sa.Column('audience', sa.Enum('public', 'partners', 'committee', 'meeting', 'secretariat', name='audience', native_enum=False, create_constraint=True, length=30), nullable=False),
    sa.Column('words', sa.Text(), nullable=False),
    sa.Column('stored', sa.String(length=80), nullable=False),
    sa.Column('small', sa.String(length=80), nullable=True),
    sa.Column('file_type', sa.Enum('pdf', 'docx', 'xlsx', 'pptx', 'odt', 'ods', 'odp', 'jpeg', 'png', 'webp', name='filetype', native_enum=False, create_constraint=True, length=30), nullable=False),
    sa.Column('size', sa.Integer(), nullable=False),
    sa.Column('digest', sa.String(length=64), nullable=False),
    sa.Column('width', sa.Integer(), nullable=True),
    sa.Column('height', sa.Integer(), nullable=True),
    sa.Column('caption', sa.JSON(), nullable=False),
    sa.Column('credit', sa.String(length=200), nullable=False),
    sa.Column('consent', sa.String(length=500), nullable=False),
    sa.Column('created_at', sa.DateTime(), nullable=False),
    sa.Column('changed_at', sa.DateTime(), nullable=False),
    sa.CheckConstraint("(kind = 'photo') = (small IS NOT NULL) AND (kind = 'photo') = (width IS NOT NULL) AND (kind = 'photo') = (height IS NOT NULL)", name=op.f('ck_papers_photos_have_a_size')),
    sa.CheckConstraint("kind <> 'photo' OR audience <> 'public' OR consent <> ''", name=op.f('ck_papers_public_photo_has_consent')),
    sa.CheckConstraint("language IN ('en', 'fr', 'ar')", name=op.f('ck_papers_language')),
    sa.CheckConstraint('(version > 1) OR (replaces_id IS NULL)', name=op.f('ck_papers_first_replaces_none')),
    sa.CheckConstraint('size > 0', name=op.f('ck_papers_size')),
    sa.CheckConstraint('version > 0', name=op.f('ck_papers_version')),
    sa.CheckConstraint('width > 0 AND height > 0', name=op.f('ck_papers_width_and_height')),
    sa.ForeignKeyConstraint(['meeting_id'], ['meetings.id'], name=op.f('fk_papers_meeting_id_meetings'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['replaces_id'], ['papers.id'], name=op.f('fk_papers_replaces_id_papers')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_papers')),
    sa.UniqueConstraint('replaces_id', name=op.f('uq_papers_replaces_id')),
    sa.UniqueConstraint('small', name=op.f('uq_papers_small')),
    sa.UniqueConstraint('stored', name=op.f('uq_papers_stored'))
    )
    with op.batch_alter_table('papers', schema=None) as batch_op:
        batch_op.create_index('ix_papers_final', ['meeting_id', 'kind', 'id'], unique=False, sqlite_where=sa.text("status = 'final'"), postgresql_where=sa.text("status = 'final'"))
        batch_op.create_index(batch_op.f('ix_papers_meeting_id'), ['meeting_id'], unique=False)


def downgrade() -> None:
    op.drop_table('papers')
