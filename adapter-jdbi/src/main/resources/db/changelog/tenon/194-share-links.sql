--liquibase formatted sql logicalFilePath:db/changelog/tenon/194-share-links.sql

--changeset tenon:share_links
CREATE TABLE share_links (
    id UUID NOT NULL DEFAULT gen_random_uuid(),
    document_id UUID NOT NULL,
    user_id UUID NOT NULL,
    parent_id UUID,
    token_hash CHAR(64) NOT NULL,
    password_hash TEXT,
    expires_at TIMESTAMPTZ,
    max_downloads INTEGER,
    downloads INTEGER NOT NULL DEFAULT 0,
    created_at TIMESTAMPTZ NOT NULL DEFAULT CURRENT_TIMESTAMP,
    last_used_at TIMESTAMPTZ,
    revoked_at TIMESTAMPTZ,
    CONSTRAINT share_links_pkey PRIMARY KEY (id),
    CONSTRAINT share_links_token_hash_key UNIQUE (token_hash),
    CONSTRAINT share_links_document_id_fkey FOREIGN KEY (document_id) REFERENCES documents (id) ON DELETE CASCADE,
    CONSTRAINT share_links_user_id_fkey FOREIGN KEY (user_id) REFERENCES users (id) ON DELETE CASCADE,
    CONSTRAINT share_links_parent_id_fkey FOREIGN KEY (parent_id) REFERENCES document_sharing (id) ON DELETE CASCADE,
    CONSTRAINT share_links_token_hash_format CHECK (token_hash ~ '^[0-9a-f]{64}$'),
    CONSTRAINT share_links_downloads_counted
        CHECK (downloads >= 0 AND max_downloads >= 1 AND downloads <= coalesce(max_downloads, downloads))
) WITH (fillfactor = 80);

CREATE INDEX share_links_document_id_idx ON share_links (document_id, created_at DESC, id DESC);
CREATE INDEX share_links_user_id_idx ON share_links (user_id);
CREATE INDEX share_links_parent_id_idx ON share_links (parent_id) WHERE parent_id IS NOT NULL;
CREATE INDEX share_links_ended_idx
    ON share_links (least(expires_at, revoked_at, CASE WHEN downloads >= max_downloads THEN last_used_at END));

COMMENT ON TABLE share_links IS 'Links with which whoever has them downloads a document';
COMMENT ON COLUMN share_links.user_id IS 'Who made it: it opens what they may read, as long as they may';
COMMENT ON COLUMN share_links.parent_id IS 'By which share whoever made it may themselves; goes when that goes, and ends no later';
COMMENT ON COLUMN share_links.token_hash IS 'SHA-256 of the token, lower-case hex';
COMMENT ON COLUMN share_links.max_downloads IS 'NULL for no limit';
--rollback DROP TABLE share_links;

--changeset tenon:share_links_of_the_erased
CREATE TRIGGER share_links_not_of_the_erased BEFORE INSERT ON share_links
    FOR EACH ROW WHEN (NEW.user_id IS NOT NULL) EXECUTE FUNCTION tenon_refuse_rows_of_the_erased();
--rollback DROP TRIGGER share_links_not_of_the_erased ON share_links;

--changeset tenon:storage_quota_drift
-- The one place that says what a quota has to say; tenon doctor looks here too.
CREATE VIEW storage_quota_drift AS
SELECT q.id, q.user_id, q.organization_id, q.max_storage, q.max_documents,
       q.used_storage, coalesce(s.bytes, 0) AS stored_storage,
       q.reserved_storage, coalesce(h.bytes, 0) AS held_storage,
       q.used_documents, coalesce(s.documents, 0) AS stored_documents,
       q.reserved_documents, coalesce(h.documents, 0) AS held_documents
FROM storage_quotas q
LEFT JOIN (
    SELECT coalesce(d.organization_id, d.user_id) AS owner,
           sum(v.bytes)::bigint AS bytes, count(*) AS documents
    FROM documents d
    JOIN (SELECT document_id, sum(file_size) AS bytes FROM document_versions GROUP BY document_id) v ON v.document_id = d.id
    WHERE d.deleted_at IS NULL
    GROUP BY coalesce(d.organization_id, d.user_id)) s ON s.owner = coalesce(q.organization_id, q.user_id)
LEFT JOIN (
    SELECT quota_id, sum(bytes)::bigint AS bytes, sum(documents)::bigint AS documents
    FROM storage_holds
    GROUP BY quota_id) h ON h.quota_id = q.id
WHERE (q.used_storage, q.used_documents, q.reserved_storage, q.reserved_documents)
      IS DISTINCT FROM (coalesce(s.bytes, 0), coalesce(s.documents, 0), coalesce(h.bytes, 0), coalesce(h.documents, 0));
COMMENT ON VIEW storage_quota_drift IS 'Quotas that do not say what is stored; there are none';
--rollback DROP VIEW storage_quota_drift;
