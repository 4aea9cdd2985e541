--liquibase formatted sql logicalFilePath:db/changelog/tenon/010-accounts.sql

--changeset tenon:users
CREATE TABLE users (
    id UUID NOT NULL DEFAULT gen_random_uuid(),
    email VARCHAR(255) NOT NULL,
    password_hash TEXT NOT NULL,
    user_name VARCHAR(255),
    first_name VARCHAR(255),
    last_name VARCHAR(255),
    status VARCHAR(50) NOT NULL DEFAULT 'active',
    is_email_verified BOOLEAN NOT NULL DEFAULT FALSE,
    verification_token UUID,
    last_login_at TIMESTAMPTZ,
    created_at TIMESTAMPTZ NOT NULL DEFAULT CURRENT_TIMESTAMP,
    updated_at TIMESTAMPTZ NOT NULL DEFAULT CURRENT_TIMESTAMP,
    revision BIGINT NOT NULL DEFAULT 1,
    CONSTRAINT users_pkey PRIMARY KEY (id),
    CONSTRAINT chk_email_format CHECK (email ~* '^[^@]+@[^@]+\.[^@]+$'),
    CONSTRAINT users_email_plain_text CHECK (email !~ '[[:space:][:cntrl:]]'),
    CONSTRAINT users_password_hash_present CHECK (password_hash <> ''),
    CONSTRAINT users_status_known CHECK (status IN ('active', 'inactive', 'banned', 'erased')),
    CONSTRAINT users_verification_token_unused CHECK (verification_token IS NULL)
);

-- Ordered byte by byte, so that one index serves equality, uniqueness and the search for a beginning.
CREATE UNIQUE INDEX users_email_key ON users (lower(email) text_pattern_ops);
CREATE INDEX users_user_name_idx ON users (lower(user_name) text_pattern_ops) WHERE user_name IS NOT NULL;
CREATE INDEX users_created_at_idx ON users (created_at DESC, id DESC);
CREATE INDEX users_status_created_at_idx ON users (status, created_at DESC, id DESC);

COMMENT ON TABLE users IS 'One row per account; a person who was erased keeps the row and loses everything personal in it';
COMMENT ON COLUMN users.email IS 'Canonical form (NFC, lower case, domain in punycode) computed by the application';
COMMENT ON COLUMN users.password_hash IS 'Hash with its format in front; a lone ! marks an account that no password opens';
COMMENT ON COLUMN users.verification_token IS 'Always NULL: tokens live hashed in one_time_tokens';
COMMENT ON COLUMN users.revision IS 'Raised by every update; the ETag of the account';
--rollback DROP TABLE users;

--changeset tenon:user_settings
CREATE TABLE user_settings (
    id UUID NOT NULL DEFAULT gen_random_uuid(),
    user_id UUID NOT NULL,
    setting_key VARCHAR(255) NOT NULL,
    setting_value JSONB NOT NULL,
    updated_at TIMESTAMPTZ NOT NULL DEFAULT CURRENT_TIMESTAMP,
    revision BIGINT NOT NULL DEFAULT 1,
    CONSTRAINT user_settings_pkey PRIMARY KEY (id),
    CONSTRAINT unique_user_setting UNIQUE (user_id, setting_key),
    CONSTRAINT user_settings_user_id_fkey FOREIGN KEY (user_id) REFERENCES users (id) ON DELETE CASCADE,
    CONSTRAINT user_settings_key_format CHECK (setting_key ~ '^[A-Za-z0-9][A-Za-z0-9._:-]*$'),
    CONSTRAINT user_settings_value_size CHECK (octet_length(setting_value::text) <= 65536)
);

COMMENT ON TABLE user_settings IS 'What one person prefers: any JSON value under a key, at most 64 KiB each';
--rollback DROP TABLE user_settings;

--changeset tenon:one_time_tokens
CREATE TABLE one_time_tokens (
    id UUID NOT NULL DEFAULT gen_random_uuid(),
    user_id UUID NOT NULL,
    purpose VARCHAR(50) NOT NULL,
    token_hash TEXT NOT NULL,
    target_email VARCHAR(255),
    created_at TIMESTAMPTZ NOT NULL DEFAULT CURRENT_TIMESTAMP,
    expires_at TIMESTAMPTZ NOT NULL,
    used_at TIMESTAMPTZ,
    CONSTRAINT one_time_tokens_pkey PRIMARY KEY (id),
    CONSTRAINT one_time_tokens_token_hash_key UNIQUE (token_hash),
    CONSTRAINT one_time_tokens_user_id_fkey FOREIGN KEY (user_id) REFERENCES users (id) ON DELETE CASCADE,
    CONSTRAINT one_time_tokens_purpose_format CHECK (purpose ~ '^[a-z][a-z_-]*$'),
    CONSTRAINT one_time_tokens_expires_later CHECK (expires_at > created_at)
);

CREATE UNIQUE INDEX one_time_tokens_one_live_per_purpose ON one_time_tokens (user_id, purpose) WHERE used_at IS NULL;
CREATE INDEX one_time_tokens_user_id_idx ON one_time_tokens (user_id, created_at DESC);
CREATE INDEX one_time_tokens_expires_at_idx ON one_time_tokens (expires_at);

COMMENT ON TABLE one_time_tokens IS 'Proofs sent by mail: verify an address, reset a password, change or restore an address';
COMMENT ON COLUMN one_time_tokens.token_hash IS 'SHA-256 of the token; the token itself is only in the mail';
COMMENT ON COLUMN one_time_tokens.target_email IS 'The address that the token proves';
COMMENT ON COLUMN one_time_tokens.used_at IS 'Set when the token was spent or replaced by a newer one';
--rollback DROP TABLE one_time_tokens;
