--liquibase formatted sql logicalFilePath:db/changelog/tenon/193-processing.sql

--changeset tenon:document_texts
CREATE TABLE document_texts (
    document_id UUID NOT NULL,
    version INT NOT NULL,
    text TEXT NOT NULL,
    language TEXT,
    page_count INT,
    thumbnail_path TEXT,
    thumbnail_size BIGINT,
    thumbnail_sha256 TEXT,
    extracted_at TIMESTAMPTZ NOT NULL DEFAULT CURRENT_TIMESTAMP,
    CONSTRAINT document_texts_pkey PRIMARY KEY (document_id, version),
    CONSTRAINT document_texts_version_fkey FOREIGN KEY (document_id, version)
        REFERENCES document_versions (document_id, version) ON DELETE CASCADE,
    CONSTRAINT document_texts_text_bounded CHECK (char_length(text) <= 1048576),
    CONSTRAINT document_texts_language_format CHECK (language ~ '^[a-z]{2,3}$'),
    CONSTRAINT document_texts_page_count_range CHECK (page_count >= 0),
    CONSTRAINT document_texts_thumbnail_whole CHECK (num_nonnulls(thumbnail_path, thumbnail_size, thumbnail_sha256) IN (0, 3)),
    CONSTRAINT document_texts_thumbnail_size_range CHECK (thumbnail_size > 0),
    CONSTRAINT document_texts_thumbnail_sha256_format CHECK (thumbnail_sha256 ~ '^[0-9a-f]{64}$')
);
CREATE INDEX document_texts_thumbnail_path_idx ON document_texts (thumbnail_path) WHERE thumbnail_path IS NOT NULL;
COMMENT ON TABLE document_texts IS 'What was read in a version of a document: its text, its pages, and a small picture of it';
COMMENT ON COLUMN document_texts.text IS 'Its text from the beginning, cut off where it is too long; empty if it has none';
COMMENT ON COLUMN document_texts.language IS 'What the document itself says, a code of ISO 639';
COMMENT ON COLUMN document_texts.page_count IS 'NULL where there are no pages';
COMMENT ON COLUMN document_texts.thumbnail_path IS
    'Generated key of the picture in the blob store; versions share it where one restored the other';
--rollback DROP TABLE document_texts;

--changeset tenon:document_processing
CREATE TABLE document_processing (
    document_id UUID NOT NULL,
    version INT NOT NULL,
    status TEXT NOT NULL DEFAULT 'pending',
    attempts INT NOT NULL DEFAULT 0,
    next_attempt_at TIMESTAMPTZ NOT NULL DEFAULT CURRENT_TIMESTAMP,
    locked_by UUID,
    lease_until TIMESTAMPTZ,
    thumbnail_path TEXT,
    failure_reason TEXT,
    requested_at TIMESTAMPTZ NOT NULL DEFAULT CURRENT_TIMESTAMP,
    CONSTRAINT document_processing_pkey PRIMARY KEY (document_id, version),
    CONSTRAINT document_processing_version_fkey FOREIGN KEY (document_id, version)
        REFERENCES document_versions (document_id, version) ON DELETE CASCADE,
    CONSTRAINT document_processing_status_known CHECK (status IN ('pending', 'failed')),
    CONSTRAINT document_processing_attempts_counted CHECK (attempts >= 0),
    CONSTRAINT document_processing_lease_whole CHECK (num_nonnulls(locked_by, lease_until, thumbnail_path) IN (0, 3))
);
CREATE INDEX document_processing_due_idx ON document_processing (next_attempt_at, document_id, version)
    WHERE status = 'pending';
CREATE INDEX document_processing_failed_idx ON document_processing (requested_at) WHERE status = 'failed';
CREATE INDEX document_processing_thumbnail_path_idx ON document_processing (thumbnail_path)
    WHERE thumbnail_path IS NOT NULL;
COMMENT ON TABLE document_processing IS
    'Versions that have yet to be read, one row each, and those that could not be; gone when what was read is in document_texts';
COMMENT ON COLUMN document_processing.status IS 'pending: waits, or is being read under a lease; failed: given up';
COMMENT ON COLUMN document_processing.attempts IS 'Tries so far; fences what a worker that lost its lease would write';
COMMENT ON COLUMN document_processing.thumbnail_path IS
    'Where the try under way puts the picture, if it comes to that; each try has its own';
COMMENT ON COLUMN document_processing.failure_reason IS 'Of the last try, in words for people';
--rollback DROP TABLE document_processing;

--changeset tenon:needless_thumbnails splitStatements:false
-- However a row goes (a version is deleted, a document, a person), its picture goes to those to delete in the same commit.
CREATE FUNCTION tenon_thumbnail_needless() RETURNS trigger
    LANGUAGE plpgsql AS
$$
BEGIN
    INSERT INTO blob_deletions (blob_key, next_attempt_at)
    SELECT OLD.thumbnail_path, 'epoch'
    WHERE NOT EXISTS (SELECT 1 FROM document_texts t WHERE t.thumbnail_path = OLD.thumbnail_path)
      AND NOT EXISTS (SELECT 1 FROM document_processing p WHERE p.thumbnail_path = OLD.thumbnail_path)
    ON CONFLICT (blob_key) DO NOTHING;
    RETURN NULL;
END
$$;

CREATE TRIGGER document_texts_thumbnail_deleted
    AFTER DELETE ON document_texts
    FOR EACH ROW WHEN (OLD.thumbnail_path IS NOT NULL) EXECUTE FUNCTION tenon_thumbnail_needless();
CREATE TRIGGER document_texts_thumbnail_replaced
    AFTER UPDATE OF thumbnail_path ON document_texts
    FOR EACH ROW WHEN (OLD.thumbnail_path IS DISTINCT FROM NEW.thumbnail_path AND OLD.thumbnail_path IS NOT NULL)
    EXECUTE FUNCTION tenon_thumbnail_needless();
CREATE TRIGGER document_processing_thumbnail_deleted
    AFTER DELETE ON document_processing
    FOR EACH ROW WHEN (OLD.thumbnail_path IS NOT NULL) EXECUTE FUNCTION tenon_thumbnail_needless();
CREATE TRIGGER document_processing_thumbnail_replaced
    AFTER UPDATE OF thumbnail_path ON document_processing
    FOR EACH ROW WHEN (OLD.thumbnail_path IS DISTINCT FROM NEW.thumbnail_path AND OLD.thumbnail_path IS NOT NULL)
    EXECUTE FUNCTION tenon_thumbnail_needless();
COMMENT ON FUNCTION tenon_thumbnail_needless() IS 'Asks for the deletion of a picture that no row names any more';
--rollback DROP TRIGGER document_processing_thumbnail_replaced ON document_processing;
--rollback DROP TRIGGER document_processing_thumbnail_deleted ON document_processing;
--rollback DROP TRIGGER document_texts_thumbnail_replaced ON document_texts;
--rollback DROP TRIGGER document_texts_thumbnail_deleted ON document_texts;
--rollback DROP FUNCTION tenon_thumbnail_needless();

--changeset tenon:documents_page_count
ALTER TABLE documents
    ADD COLUMN page_count INT,
    ADD CONSTRAINT documents_page_count_range CHECK (page_count >= 0);
COMMENT ON COLUMN documents.page_count IS 'Of the current version, once it was read; NULL where there are no pages';
--rollback ALTER TABLE documents DROP CONSTRAINT documents_page_count_range, DROP COLUMN page_count;
