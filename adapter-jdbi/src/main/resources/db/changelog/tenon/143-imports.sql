--liquibase formatted sql logicalFilePath:db/changelog/tenon/143-imports.sql

--changeset tenon:import_batches
CREATE TABLE import_batches (
    id UUID NOT NULL DEFAULT gen_random_uuid(),
    source VARCHAR(50) NOT NULL,
    digest TEXT NOT NULL,
    records_done BIGINT NOT NULL DEFAULT 0,
    imported BIGINT NOT NULL DEFAULT 0,
    started_at TIMESTAMPTZ NOT NULL DEFAULT CURRENT_TIMESTAMP,
    updated_at TIMESTAMPTZ NOT NULL DEFAULT CURRENT_TIMESTAMP,
    undone_at TIMESTAMPTZ,
    CONSTRAINT import_batches_pkey PRIMARY KEY (id),
    CONSTRAINT import_batches_digest_format CHECK (digest ~ '^[0-9a-f]{64}$'),
    CONSTRAINT import_batches_counted CHECK (imported BETWEEN 0 AND records_done)
);

CREATE UNIQUE INDEX import_batches_one_per_file ON import_batches (source, digest) WHERE undone_at IS NULL;

COMMENT ON TABLE import_batches IS 'Files of people who came from another product';
COMMENT ON COLUMN import_batches.digest IS 'SHA-256 of the file: the same file again goes on where it stopped';
COMMENT ON COLUMN import_batches.records_done IS 'Records of the file that are behind the import';
--rollback DROP TABLE import_batches;

--changeset tenon:import_rows
CREATE TABLE import_rows (
    user_id UUID NOT NULL,
    batch_id UUID NOT NULL,
    source_id VARCHAR(255) NOT NULL,
    imported_at TIMESTAMPTZ NOT NULL,
    CONSTRAINT import_rows_pkey PRIMARY KEY (user_id),
    CONSTRAINT import_rows_user_id_fkey FOREIGN KEY (user_id) REFERENCES users (id) ON DELETE CASCADE,
    CONSTRAINT import_rows_batch_id_fkey FOREIGN KEY (batch_id) REFERENCES import_batches (id) ON DELETE CASCADE
);

CREATE INDEX import_rows_batch_id_idx ON import_rows (batch_id, user_id);

COMMENT ON TABLE import_rows IS 'Which account an import made';
COMMENT ON COLUMN import_rows.source_id IS 'How the other product named the person';
--rollback DROP TABLE import_rows;
