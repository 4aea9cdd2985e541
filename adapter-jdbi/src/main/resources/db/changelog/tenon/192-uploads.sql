--liquibase formatted sql logicalFilePath:db/changelog/tenon/192-uploads.sql

--changeset tenon:uploads
CREATE TABLE uploads (
    id UUID NOT NULL DEFAULT gen_random_uuid(),
    user_id UUID NOT NULL,
    organization_id UUID,
    version_of UUID,
    expected_revision BIGINT,
    file_name VARCHAR(255) NOT NULL,
    media_type VARCHAR(255),
    metadata VARCHAR(4096),
    size BIGINT NOT NULL,
    received BIGINT NOT NULL DEFAULT 0,
    status TEXT NOT NULL DEFAULT 'open',
    document_id UUID,
    hold_id UUID NOT NULL,
    attempt BIGINT NOT NULL DEFAULT 0,
    busy_until TIMESTAMPTZ,
    created_at TIMESTAMPTZ NOT NULL DEFAULT CURRENT_TIMESTAMP,
    expires_at TIMESTAMPTZ NOT NULL,
    ended_at TIMESTAMPTZ,
    CONSTRAINT uploads_pkey PRIMARY KEY (id),
    CONSTRAINT uploads_hold_key UNIQUE (hold_id),
    CONSTRAINT uploads_user_id_fkey FOREIGN KEY (user_id) REFERENCES users (id) ON DELETE CASCADE,
    CONSTRAINT uploads_organization_id_fkey FOREIGN KEY (organization_id) REFERENCES organizations (id) ON DELETE CASCADE,
    CONSTRAINT uploads_size_range CHECK (size > 0),
    CONSTRAINT uploads_received_range CHECK (received BETWEEN 0 AND size),
    CONSTRAINT uploads_status_known CHECK (status IN ('open', 'done', 'terminated', 'expired', 'refused')),
    CONSTRAINT uploads_ended CHECK ((status = 'open') = (ended_at IS NULL)),
    CONSTRAINT uploads_done CHECK ((status = 'done') = (document_id IS NOT NULL))
) WITH (fillfactor = 70);

CREATE INDEX uploads_user_id_idx ON uploads (user_id, created_at DESC, id DESC);
CREATE INDEX uploads_organization_id_idx ON uploads (organization_id) WHERE organization_id IS NOT NULL;
CREATE INDEX uploads_expires_at_idx ON uploads (expires_at) WHERE status = 'open';
CREATE INDEX uploads_complete_idx ON uploads (created_at) WHERE status = 'open' AND received = size;
CREATE INDEX uploads_ended_at_idx ON uploads (ended_at) WHERE ended_at IS NOT NULL;

COMMENT ON TABLE uploads IS 'Files that come in pieces, until they are documents; for a week also those that are over';
COMMENT ON COLUMN uploads.version_of IS 'Of which document it will be a version; no foreign key, since that may go meanwhile';
COMMENT ON COLUMN uploads.document_id IS 'The document that it became; no foreign key, since that may go before this row';
COMMENT ON COLUMN uploads.hold_id IS 'The row of storage_holds that it reserved; that one goes when this ends';
COMMENT ON COLUMN uploads.attempt IS 'How often somebody began to write; whoever has another number has lost the upload';
COMMENT ON COLUMN uploads.busy_until IS 'All bytes came, and until then nobody else makes the document of them';

CREATE TABLE upload_parts (
    upload_id UUID NOT NULL,
    number BIGINT NOT NULL,
    start BIGINT NOT NULL,
    size BIGINT,
    sha256 TEXT,
    file_path TEXT NOT NULL,
    CONSTRAINT upload_parts_pkey PRIMARY KEY (upload_id, number),
    CONSTRAINT upload_parts_file_path_key UNIQUE (file_path),
    CONSTRAINT upload_parts_upload_id_fkey FOREIGN KEY (upload_id) REFERENCES uploads (id) ON DELETE CASCADE,
    CONSTRAINT upload_parts_start_range CHECK (start >= 0),
    CONSTRAINT upload_parts_size_range CHECK (size > 0),
    CONSTRAINT upload_parts_whole CHECK ((size IS NULL) = (sha256 IS NULL)),
    CONSTRAINT upload_parts_sha256_format CHECK (sha256 ~ '^[0-9a-f]{64}$')
);

COMMENT ON TABLE upload_parts IS 'The pieces of uploads that are open, each a blob of its own';
COMMENT ON COLUMN upload_parts.number IS 'The attempt that wrote it';
COMMENT ON COLUMN upload_parts.size IS 'Bytes; NULL while it is being written';

CREATE TRIGGER uploads_not_of_the_erased BEFORE INSERT ON uploads
    FOR EACH ROW EXECUTE FUNCTION tenon_refuse_rows_of_the_erased();
--rollback DROP TABLE upload_parts;
--rollback DROP TABLE uploads;
