--liquibase formatted sql logicalFilePath:db/changelog/tenon/199-documents-mended.sql

--changeset tenon:uploads_one_version_at_a_time
-- Of more than one that a person sends for a document the last begun stays; each of the others gives its space back.
WITH outdone AS (
    SELECT u.id, u.hold_id
    FROM uploads u
    WHERE u.status = 'open'
      AND EXISTS (
          SELECT 1 FROM uploads n
          WHERE n.status = 'open' AND n.user_id = u.user_id AND n.version_of = u.version_of
            AND (n.created_at, n.id) > (u.created_at, u.id))),
released AS (
    DELETE FROM storage_holds h USING outdone o WHERE h.id = o.hold_id
    RETURNING h.quota_id, h.bytes, h.documents, h.blob_key),
settled AS (
    UPDATE storage_quotas q
    SET reserved_storage = q.reserved_storage - r.bytes, reserved_documents = q.reserved_documents - r.documents
    FROM (SELECT quota_id, sum(bytes) AS bytes, sum(documents) AS documents FROM released GROUP BY quota_id) r
    WHERE q.id = r.quota_id),
parts AS (
    DELETE FROM upload_parts p USING outdone o WHERE p.upload_id = o.id
    RETURNING p.file_path),
needless AS (
    INSERT INTO blob_deletions (blob_key)
    SELECT blob_key FROM released UNION ALL SELECT file_path FROM parts)
UPDATE uploads u
SET status = 'terminated', ended_at = CURRENT_TIMESTAMP, busy_until = NULL
FROM outdone o
WHERE u.id = o.id;
CREATE UNIQUE INDEX uploads_version_open_key ON uploads (version_of, user_id)
    WHERE status = 'open' AND version_of IS NOT NULL;
--rollback DROP INDEX uploads_version_open_key;

--changeset tenon:quota_warnings_paused splitStatements:false
ALTER TABLE storage_quotas ADD COLUMN told_at TIMESTAMPTZ;
COMMENT ON COLUMN storage_quotas.told_at IS 'When the owner was told last; for a day no step is left';

CREATE FUNCTION tenon_quota_step(used BIGINT, most BIGINT, told INT) RETURNS INT
    LANGUAGE sql IMMUTABLE PARALLEL SAFE AS
$$
    SELECT CASE
        WHEN coalesce(most, 0) = 0 THEN 0
        WHEN used >= most OR (told = 100 AND used * 10 >= most * 9) THEN 100
        WHEN used * 5 >= most * 4 OR (told >= 80 AND used * 10 >= most * 7) THEN 80
        ELSE 0
    END
$$;
COMMENT ON FUNCTION tenon_quota_step(BIGINT, BIGINT, INT) IS
    'At how many percent owners of a quota are told: 80, 100, or 0 for below; one that they were told of is left a tenth below it';
--rollback DROP FUNCTION tenon_quota_step(BIGINT, BIGINT, INT);
--rollback ALTER TABLE storage_quotas DROP COLUMN told_at;

--changeset tenon:document_sharing_ended
CREATE INDEX document_sharing_expires_at_idx ON document_sharing (expires_at) WHERE expires_at IS NOT NULL;
--rollback DROP INDEX document_sharing_expires_at_idx;

--changeset tenon:document_processing_in_turns
ALTER TABLE document_processing
    ADD COLUMN subject_id UUID,
    ADD COLUMN turn_at TIMESTAMPTZ NOT NULL DEFAULT CURRENT_TIMESTAMP;
UPDATE document_processing p
SET subject_id = coalesce(d.organization_id, d.user_id), turn_at = p.requested_at
FROM documents d
WHERE d.id = p.document_id;
CREATE INDEX document_processing_turn_idx ON document_processing (turn_at, document_id, version) WHERE status = 'pending';
CREATE INDEX document_processing_subject_id_idx ON document_processing (subject_id) WHERE status = 'pending';
COMMENT ON COLUMN document_processing.subject_id IS 'Whose the document was when it was queued';
COMMENT ON COLUMN document_processing.turn_at IS
    'In which order it is read: when it was queued, and a minute later for each that its owner had waiting';
--rollback ALTER TABLE document_processing DROP COLUMN turn_at, DROP COLUMN subject_id;

--changeset tenon:document_search_language_awaited splitStatements:false rollbackSplitStatements:false
CREATE OR REPLACE FUNCTION tenon_document_to_index() RETURNS trigger
    LANGUAGE plpgsql AS
$$
BEGIN
    -- Whoever changes the language waits for what is cut by the former one.
    PERFORM pg_advisory_xact_lock_shared(hashtext('tenon'), hashtext('document_search_language'));
    PERFORM tenon_index_documents(ARRAY[NEW.id]);
    RETURN NULL;
END
$$;

CREATE OR REPLACE FUNCTION tenon_text_to_index() RETURNS trigger
    LANGUAGE plpgsql AS
$$
BEGIN
    -- Whoever changes the language waits for what is cut by the former one.
    PERFORM pg_advisory_xact_lock_shared(hashtext('tenon'), hashtext('document_search_language'));
    -- Of an earlier version nothing is found.
    PERFORM tenon_index_documents(array_agg(d.id))
    FROM documents d
    WHERE d.id = coalesce(NEW.document_id, OLD.document_id) AND d.version = coalesce(NEW.version, OLD.version)
    HAVING count(*) > 0;
    RETURN NULL;
END
$$;
--rollback CREATE OR REPLACE FUNCTION tenon_document_to_index() RETURNS trigger LANGUAGE plpgsql AS
--rollback $$
--rollback BEGIN
--rollback     PERFORM tenon_index_documents(ARRAY[NEW.id]);
--rollback     RETURN NULL;
--rollback END
--rollback $$;
--rollback CREATE OR REPLACE FUNCTION tenon_text_to_index() RETURNS trigger
--rollback     LANGUAGE plpgsql AS
--rollback $$
--rollback BEGIN
--rollback     PERFORM tenon_index_documents(array_agg(d.id))
--rollback     FROM documents d
--rollback     WHERE d.id = coalesce(NEW.document_id, OLD.document_id) AND d.version = coalesce(NEW.version, OLD.version)
--rollback     HAVING count(*) > 0;
--rollback     RETURN NULL;
--rollback END
--rollback $$;
