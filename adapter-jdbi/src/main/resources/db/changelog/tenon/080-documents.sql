--liquibase formatted sql logicalFilePath:db/changelog/tenon/080-documents.sql

--changeset tenon:documents
CREATE TABLE documents (
    id UUID NOT NULL DEFAULT gen_random_uuid(),
    user_id UUID NOT NULL,
    organization_id UUID,
    file_name VARCHAR(255) NOT NULL,
    file_path TEXT NOT NULL,
    file_size BIGINT NOT NULL,
    file_type VARCHAR(50),
    media_type VARCHAR(255) NOT NULL,
    sha256 TEXT NOT NULL,
    version INT NOT NULL DEFAULT 1,
    status VARCHAR(50) NOT NULL DEFAULT 'uploaded',
    failure_reason TEXT,
    uploaded_at TIMESTAMPTZ NOT NULL DEFAULT CURRENT_TIMESTAMP,
    updated_at TIMESTAMPTZ NOT NULL DEFAULT CURRENT_TIMESTAMP,
    deleted_at TIMESTAMPTZ,
    revision BIGINT NOT NULL DEFAULT 1,
    CONSTRAINT documents_pkey PRIMARY KEY (id),
    CONSTRAINT documents_user_id_fkey FOREIGN KEY (user_id) REFERENCES users (id) ON DELETE CASCADE,
    CONSTRAINT documents_organization_id_fkey FOREIGN KEY (organization_id)
        REFERENCES organizations (id) ON DELETE CASCADE,
    CONSTRAINT chk_file_size CHECK (file_size > 0),
    CONSTRAINT documents_file_name_present CHECK (file_name <> ''),
    CONSTRAINT documents_sha256_format CHECK (sha256 ~ '^[0-9a-f]{64}$'),
    CONSTRAINT documents_version_range CHECK (version >= 1),
    CONSTRAINT documents_status_known CHECK (status IN ('uploaded', 'processing', 'processed', 'failed'))
);

CREATE INDEX documents_user_id_idx ON documents (user_id, uploaded_at DESC, id DESC);
CREATE INDEX documents_organization_id_idx ON documents (organization_id, uploaded_at DESC, id DESC);
CREATE INDEX documents_uploaded_at_idx ON documents (uploaded_at DESC, id DESC);
CREATE INDEX documents_deleted_at_idx ON documents (deleted_at) WHERE deleted_at IS NOT NULL;

COMMENT ON TABLE documents IS 'Files, each shown in its current version; the bytes lie in the blob store';
COMMENT ON COLUMN documents.user_id IS 'Who owns the document; also where it belongs to an organization';
COMMENT ON COLUMN documents.file_name IS 'As the uploader called it: shown, never used as a path';
COMMENT ON COLUMN documents.file_path IS 'Generated key of the bytes in the blob store';
COMMENT ON COLUMN documents.file_type IS 'Short name such as pdf, docx or txt';
COMMENT ON COLUMN documents.media_type IS 'Full media type';
COMMENT ON COLUMN documents.deleted_at IS 'Set: deleted, its bytes are given back and waiting for blob_deletions';
--rollback DROP TABLE documents;

--changeset tenon:document_versions
CREATE TABLE document_versions (
    id UUID NOT NULL DEFAULT gen_random_uuid(),
    document_id UUID NOT NULL,
    version INT NOT NULL,
    file_path TEXT NOT NULL,
    file_size BIGINT NOT NULL,
    file_type VARCHAR(50),
    media_type VARCHAR(255) NOT NULL,
    sha256 TEXT NOT NULL,
    uploaded_by UUID,
    uploaded_at TIMESTAMPTZ NOT NULL DEFAULT CURRENT_TIMESTAMP,
    CONSTRAINT document_versions_pkey PRIMARY KEY (id),
    CONSTRAINT document_versions_document_version_key UNIQUE (document_id, version),
    CONSTRAINT document_versions_file_path_key UNIQUE (file_path),
    CONSTRAINT document_versions_document_id_fkey FOREIGN KEY (document_id)
        REFERENCES documents (id) ON DELETE CASCADE,
    CONSTRAINT document_versions_uploaded_by_fkey FOREIGN KEY (uploaded_by) REFERENCES users (id) ON DELETE SET NULL,
    CONSTRAINT document_versions_version_range CHECK (version >= 1),
    CONSTRAINT document_versions_file_size_range CHECK (file_size > 0),
    CONSTRAINT document_versions_sha256_format CHECK (sha256 ~ '^[0-9a-f]{64}$')
);

CREATE INDEX document_versions_uploaded_by_idx ON document_versions (uploaded_by) WHERE uploaded_by IS NOT NULL;

COMMENT ON TABLE document_versions IS 'Every content a document has had; rows are never changed';
--rollback DROP TABLE document_versions;

--changeset tenon:document_sharing
CREATE TABLE document_sharing (
    id UUID NOT NULL DEFAULT gen_random_uuid(),
    document_id UUID NOT NULL,
    shared_with_user_id UUID NOT NULL,
    permission VARCHAR(50) NOT NULL DEFAULT 'read',
    granted_by UUID,
    shared_at TIMESTAMPTZ NOT NULL DEFAULT CURRENT_TIMESTAMP,
    expires_at TIMESTAMPTZ,
    CONSTRAINT document_sharing_pkey PRIMARY KEY (id),
    CONSTRAINT document_sharing_document_user_key UNIQUE (document_id, shared_with_user_id),
    CONSTRAINT document_sharing_document_id_fkey FOREIGN KEY (document_id) REFERENCES documents (id) ON DELETE CASCADE,
    CONSTRAINT document_sharing_shared_with_user_id_fkey FOREIGN KEY (shared_with_user_id)
        REFERENCES users (id) ON DELETE CASCADE,
    CONSTRAINT document_sharing_granted_by_fkey FOREIGN KEY (granted_by) REFERENCES users (id) ON DELETE SET NULL,
    CONSTRAINT document_sharing_permission_known CHECK (permission IN ('read', 'write'))
);

CREATE INDEX document_sharing_document_id_idx ON document_sharing (document_id, shared_at, id);
CREATE INDEX document_sharing_shared_with_user_id_idx
    ON document_sharing (shared_with_user_id, shared_at DESC, id DESC);
CREATE INDEX document_sharing_granted_by_idx ON document_sharing (granted_by) WHERE granted_by IS NOT NULL;

COMMENT ON TABLE document_sharing IS 'Who else may read or write a document, and until when';
--rollback DROP TABLE document_sharing;

--changeset tenon:storage_quotas
CREATE TABLE storage_quotas (
    id UUID NOT NULL DEFAULT gen_random_uuid(),
    user_id UUID,
    organization_id UUID,
    max_storage BIGINT,
    used_storage BIGINT NOT NULL DEFAULT 0,
    reserved_storage BIGINT NOT NULL DEFAULT 0,
    max_documents BIGINT,
    used_documents BIGINT NOT NULL DEFAULT 0,
    reserved_documents BIGINT NOT NULL DEFAULT 0,
    updated_at TIMESTAMPTZ NOT NULL DEFAULT CURRENT_TIMESTAMP,
    CONSTRAINT storage_quotas_pkey PRIMARY KEY (id),
    CONSTRAINT storage_quotas_user_key UNIQUE (user_id),
    CONSTRAINT storage_quotas_organization_key UNIQUE (organization_id),
    CONSTRAINT storage_quotas_user_id_fkey FOREIGN KEY (user_id) REFERENCES users (id) ON DELETE CASCADE,
    CONSTRAINT storage_quotas_organization_id_fkey FOREIGN KEY (organization_id)
        REFERENCES organizations (id) ON DELETE CASCADE,
    CONSTRAINT storage_quotas_one_subject CHECK (num_nonnulls(user_id, organization_id) = 1),
    CONSTRAINT storage_quotas_storage_counted
        CHECK (max_storage >= 0 AND used_storage >= 0 AND reserved_storage >= 0),
    CONSTRAINT storage_quotas_documents_counted
        CHECK (max_documents >= 0 AND used_documents >= 0 AND reserved_documents >= 0)
) WITH (fillfactor = 70);

COMMENT ON TABLE storage_quotas IS 'How much one person or organization stores and may store, in bytes and documents';
COMMENT ON COLUMN storage_quotas.max_storage IS 'Bytes; NULL is unlimited; may lie under what is used after a change to a smaller plan';
COMMENT ON COLUMN storage_quotas.reserved_storage IS 'Bytes of uploads in flight: the sum of storage_holds';
--rollback DROP TABLE storage_quotas;

--changeset tenon:storage_holds
CREATE TABLE storage_holds (
    id UUID NOT NULL DEFAULT gen_random_uuid(),
    quota_id UUID NOT NULL,
    bytes BIGINT NOT NULL,
    documents INT NOT NULL DEFAULT 1,
    blob_key TEXT NOT NULL,
    created_at TIMESTAMPTZ NOT NULL DEFAULT CURRENT_TIMESTAMP,
    expires_at TIMESTAMPTZ NOT NULL,
    CONSTRAINT storage_holds_pkey PRIMARY KEY (id),
    CONSTRAINT storage_holds_blob_key_key UNIQUE (blob_key),
    CONSTRAINT storage_holds_quota_id_fkey FOREIGN KEY (quota_id) REFERENCES storage_quotas (id) ON DELETE CASCADE,
    CONSTRAINT storage_holds_bytes_range CHECK (bytes >= 0),
    CONSTRAINT storage_holds_documents_range CHECK (documents >= 0)
);

CREATE INDEX storage_holds_quota_id_idx ON storage_holds (quota_id);
CREATE INDEX storage_holds_expires_at_idx ON storage_holds (expires_at);

COMMENT ON TABLE storage_holds IS 'Uploads in flight: what each has reserved and where its bytes go; swept when expired';
--rollback DROP TABLE storage_holds;

--changeset tenon:blob_deletions
CREATE TABLE blob_deletions (
    blob_key TEXT NOT NULL,
    requested_at TIMESTAMPTZ NOT NULL DEFAULT CURRENT_TIMESTAMP,
    attempts INT NOT NULL DEFAULT 0,
    next_attempt_at TIMESTAMPTZ NOT NULL DEFAULT CURRENT_TIMESTAMP,
    CONSTRAINT blob_deletions_pkey PRIMARY KEY (blob_key),
    CONSTRAINT blob_deletions_attempts_counted CHECK (attempts >= 0)
);

CREATE INDEX blob_deletions_next_attempt_at_idx ON blob_deletions (next_attempt_at, blob_key);

COMMENT ON TABLE blob_deletions IS 'Bytes that no row needs any more; a worker removes them, then the row';
--rollback DROP TABLE blob_deletions;
