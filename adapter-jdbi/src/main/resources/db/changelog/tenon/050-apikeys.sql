--liquibase formatted sql logicalFilePath:db/changelog/tenon/050-apikeys.sql

--changeset tenon:api_keys
CREATE TABLE api_keys (
    id UUID NOT NULL DEFAULT gen_random_uuid(),
    user_id UUID NOT NULL,
    organization_id UUID,
    api_key TEXT NOT NULL,
    key_prefix VARCHAR(20) NOT NULL,
    last_four VARCHAR(4) NOT NULL,
    name VARCHAR(255),
    permissions VARCHAR(255) NOT NULL DEFAULT 'read',
    is_revoked BOOLEAN NOT NULL DEFAULT FALSE,
    revoked_at TIMESTAMPTZ,
    rotated_from UUID,
    last_used_at TIMESTAMPTZ,
    request_count BIGINT NOT NULL DEFAULT 0,
    created_at TIMESTAMPTZ NOT NULL DEFAULT CURRENT_TIMESTAMP,
    updated_at TIMESTAMPTZ NOT NULL DEFAULT CURRENT_TIMESTAMP,
    expires_at TIMESTAMPTZ,
    revision BIGINT NOT NULL DEFAULT 1,
    CONSTRAINT api_keys_pkey PRIMARY KEY (id),
    CONSTRAINT api_keys_api_key_key UNIQUE (api_key),
    CONSTRAINT api_keys_user_id_fkey FOREIGN KEY (user_id) REFERENCES users (id) ON DELETE CASCADE,
    CONSTRAINT api_keys_organization_id_fkey FOREIGN KEY (organization_id)
        REFERENCES organizations (id) ON DELETE CASCADE,
    CONSTRAINT api_keys_rotated_from_fkey FOREIGN KEY (rotated_from) REFERENCES api_keys (id) ON DELETE SET NULL,
    CONSTRAINT api_keys_api_key_is_a_digest CHECK (api_key ~ '^[0-9a-f]{64}$'),
    CONSTRAINT api_keys_permissions_known CHECK (permissions IN ('read', 'write', 'admin', 'custom')),
    CONSTRAINT api_keys_revoked_has_time CHECK (is_revoked = (revoked_at IS NOT NULL)),
    CONSTRAINT api_keys_request_count_counted CHECK (request_count >= 0)
) WITH (fillfactor = 85);

CREATE INDEX api_keys_user_id_idx ON api_keys (user_id, created_at DESC, id DESC);
CREATE INDEX api_keys_organization_id_idx ON api_keys (organization_id, created_at DESC, id DESC);
CREATE INDEX api_keys_rotated_from_idx ON api_keys (rotated_from) WHERE rotated_from IS NOT NULL;
CREATE INDEX api_keys_expires_at_idx ON api_keys (expires_at) WHERE expires_at IS NOT NULL;

COMMENT ON TABLE api_keys IS 'Keys for programs; revoked, never deleted';
COMMENT ON COLUMN api_keys.api_key IS 'SHA-256 of the key in lower-case hexadecimal; the key itself is shown once';
COMMENT ON COLUMN api_keys.permissions IS 'Preset read, write or admin; custom: only the rows of api_key_scopes count';
COMMENT ON COLUMN api_keys.request_count IS 'Flushed in batches, so a little behind';
--rollback DROP TABLE api_keys;

--changeset tenon:api_key_scopes
CREATE TABLE api_key_scopes (
    api_key_id UUID NOT NULL,
    permission_id UUID NOT NULL,
    CONSTRAINT api_key_scopes_pkey PRIMARY KEY (api_key_id, permission_id),
    CONSTRAINT api_key_scopes_api_key_id_fkey FOREIGN KEY (api_key_id) REFERENCES api_keys (id) ON DELETE CASCADE,
    CONSTRAINT api_key_scopes_permission_id_fkey FOREIGN KEY (permission_id)
        REFERENCES permissions (id) ON DELETE CASCADE
);

CREATE INDEX api_key_scopes_permission_id_idx ON api_key_scopes (permission_id);

COMMENT ON TABLE api_key_scopes IS 'Single permissions of a key; what it may do is these and what its owner may do now';
--rollback DROP TABLE api_key_scopes;

--changeset tenon:api_usage_logs
CREATE TABLE api_usage_logs (
    id UUID NOT NULL DEFAULT gen_random_uuid(),
    user_id UUID NOT NULL,
    api_key_id UUID NOT NULL,
    endpoint VARCHAR(255) NOT NULL,
    request_payload JSONB,
    response_status INT,
    duration_ms INT,
    request_id VARCHAR(100),
    created_at TIMESTAMPTZ NOT NULL DEFAULT CURRENT_TIMESTAMP,
    CONSTRAINT api_usage_logs_pkey PRIMARY KEY (id, created_at),
    CONSTRAINT api_usage_logs_user_id_fkey FOREIGN KEY (user_id) REFERENCES users (id) ON DELETE CASCADE,
    CONSTRAINT api_usage_logs_api_key_id_fkey FOREIGN KEY (api_key_id) REFERENCES api_keys (id) ON DELETE RESTRICT,
    CONSTRAINT api_usage_logs_request_payload_size CHECK (octet_length(request_payload::text) <= 4096),
    CONSTRAINT api_usage_logs_response_status_range CHECK (response_status BETWEEN 100 AND 599)
) PARTITION BY RANGE (created_at);

CREATE TABLE api_usage_logs_default PARTITION OF api_usage_logs DEFAULT;

CREATE INDEX api_usage_logs_user_id_idx ON api_usage_logs (user_id, created_at DESC, id DESC);
CREATE INDEX api_usage_logs_api_key_id_idx ON api_usage_logs (api_key_id, created_at DESC, id DESC);

COMMENT ON TABLE api_usage_logs IS 'Requests made with API keys, kept by the month';
COMMENT ON COLUMN api_usage_logs.endpoint IS 'Template of the route, without ids';
COMMENT ON COLUMN api_usage_logs.request_payload IS 'Redacted, at most 4 KiB';
--rollback DROP TABLE api_usage_logs;
