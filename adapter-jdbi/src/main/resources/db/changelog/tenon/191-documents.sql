--liquibase formatted sql logicalFilePath:db/changelog/tenon/191-documents.sql

--changeset tenon:documents_tags
ALTER TABLE documents
    ADD COLUMN tags TEXT[] NOT NULL DEFAULT '{}',
    ADD CONSTRAINT documents_tags_counted CHECK (cardinality(tags) <= 20);
COMMENT ON COLUMN documents.tags IS 'Words to find it by, in lower case, sorted';
COMMENT ON COLUMN documents.user_id IS 'Who owns the document; of an organization''s, who brought it in';
COMMENT ON COLUMN documents.organization_id IS 'Whose it is; NULL for a person''s own';
COMMENT ON COLUMN documents.deleted_at IS 'Since when it is in the trash, where it no longer counts against the quota';
--rollback ALTER TABLE documents DROP CONSTRAINT documents_tags_counted, DROP COLUMN tags;

--changeset tenon:documents_lists
CREATE INDEX documents_own_idx ON documents (user_id, uploaded_at DESC, id DESC)
    WHERE organization_id IS NULL AND deleted_at IS NULL;
CREATE INDEX documents_trash_idx ON documents ((coalesce(organization_id, user_id)), deleted_at DESC, id DESC)
    WHERE deleted_at IS NOT NULL;
--rollback DROP INDEX documents_trash_idx;
--rollback DROP INDEX documents_own_idx;

--changeset tenon:document_versions_share_contents
-- Who restores a version has the same bytes twice in the history, and once in the blob store.
ALTER TABLE document_versions DROP CONSTRAINT document_versions_file_path_key;
CREATE INDEX document_versions_file_path_idx ON document_versions (file_path);
--rollback DROP INDEX document_versions_file_path_idx;
--rollback ALTER TABLE document_versions ADD CONSTRAINT document_versions_file_path_key UNIQUE (file_path);

--changeset tenon:document_sharing_with_organizations_and_addresses
ALTER TABLE document_sharing
    ALTER COLUMN shared_with_user_id DROP NOT NULL,
    ADD COLUMN shared_with_organization_id UUID,
    ADD COLUMN shared_with_email TEXT,
    ADD COLUMN parent_id UUID,
    ADD COLUMN revision BIGINT NOT NULL DEFAULT 1,
    ADD CONSTRAINT document_sharing_with_somebody
        CHECK (num_nonnulls(coalesce(shared_with_user_id::text, shared_with_email), shared_with_organization_id) = 1),
    ADD CONSTRAINT document_sharing_document_organization_key UNIQUE (document_id, shared_with_organization_id),
    ADD CONSTRAINT document_sharing_document_email_key UNIQUE (document_id, shared_with_email),
    ADD CONSTRAINT document_sharing_shared_with_organization_id_fkey FOREIGN KEY (shared_with_organization_id)
        REFERENCES organizations (id) ON DELETE CASCADE,
    ADD CONSTRAINT document_sharing_parent_id_fkey FOREIGN KEY (parent_id)
        REFERENCES document_sharing (id) ON DELETE CASCADE;
CREATE INDEX document_sharing_shared_with_organization_id_idx
    ON document_sharing (shared_with_organization_id, shared_at DESC, id DESC)
    WHERE shared_with_organization_id IS NOT NULL;
CREATE INDEX document_sharing_shared_with_email_idx ON document_sharing (shared_with_email)
    WHERE shared_with_email IS NOT NULL;
CREATE INDEX document_sharing_parent_id_idx ON document_sharing (parent_id) WHERE parent_id IS NOT NULL;
COMMENT ON COLUMN document_sharing.shared_with_organization_id IS 'All its members may';
COMMENT ON COLUMN document_sharing.shared_with_email IS
    'As whom whoever shared it named the person; may, from when on an account has the address and has verified it';
COMMENT ON COLUMN document_sharing.parent_id IS 'By which share whoever shared it may themselves; goes when that goes';
--rollback DELETE FROM document_sharing WHERE shared_with_user_id IS NULL;
--rollback ALTER TABLE document_sharing DROP CONSTRAINT document_sharing_with_somebody, DROP COLUMN parent_id, DROP COLUMN shared_with_email, DROP COLUMN shared_with_organization_id, DROP COLUMN revision, ALTER COLUMN shared_with_user_id SET NOT NULL;

--changeset tenon:document_sharing_address_beside_person
-- Who was named by an address may have been named by an id too: whoever shares by an address does not learn of it.
ALTER TABLE document_sharing DROP CONSTRAINT document_sharing_document_user_key;
CREATE UNIQUE INDEX document_sharing_document_user_key ON document_sharing (document_id, shared_with_user_id)
    WHERE shared_with_email IS NULL;
--rollback DROP INDEX document_sharing_document_user_key;
--rollback DELETE FROM document_sharing a USING document_sharing b WHERE a.document_id = b.document_id AND a.shared_with_user_id = b.shared_with_user_id AND a.id > b.id;
--rollback ALTER TABLE document_sharing ADD CONSTRAINT document_sharing_document_user_key UNIQUE (document_id, shared_with_user_id);
