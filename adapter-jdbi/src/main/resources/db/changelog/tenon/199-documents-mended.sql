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
