--liquibase formatted sql logicalFilePath:db/changelog/tenon/020-signin.sql

--changeset tenon:login_methods
CREATE TABLE login_methods (
    id UUID NOT NULL DEFAULT gen_random_uuid(),
    method_name VARCHAR(50) NOT NULL,
    description TEXT,
    is_enabled BOOLEAN NOT NULL DEFAULT TRUE,
    updated_at TIMESTAMPTZ NOT NULL DEFAULT CURRENT_TIMESTAMP,
    revision BIGINT NOT NULL DEFAULT 1,
    CONSTRAINT login_methods_pkey PRIMARY KEY (id),
    CONSTRAINT login_methods_method_name_key UNIQUE (method_name),
    CONSTRAINT login_methods_method_name_format CHECK (method_name ~ '^[a-z][a-z0-9-]*$')
);

INSERT INTO login_methods (id, method_name, description) VALUES
    ('01920000-0000-7000-8000-000000000101', 'email', 'Email and password'),
    ('01920000-0000-7000-8000-000000000102', 'google', 'Google Login'),
    ('01920000-0000-7000-8000-000000000103', 'github', 'GitHub Login'),
    ('01920000-0000-7000-8000-000000000104', 'facebook', 'Facebook Login');

COMMENT ON TABLE login_methods IS 'The ways in; a social one is offered when it is enabled here and configured';
--rollback DROP TABLE login_methods;

--changeset tenon:user_social_logins
CREATE TABLE user_social_logins (
    id UUID NOT NULL DEFAULT gen_random_uuid(),
    user_id UUID NOT NULL,
    login_method_id UUID NOT NULL,
    provider_user_id VARCHAR(255) NOT NULL,
    provider_email VARCHAR(255),
    provider_email_verified BOOLEAN NOT NULL DEFAULT FALSE,
    access_token TEXT,
    refresh_token TEXT,
    expires_at TIMESTAMPTZ,
    linked_at TIMESTAMPTZ NOT NULL DEFAULT CURRENT_TIMESTAMP,
    CONSTRAINT user_social_logins_pkey PRIMARY KEY (id),
    CONSTRAINT unique_provider_user_id UNIQUE (login_method_id, provider_user_id),
    CONSTRAINT user_social_logins_user_id_fkey FOREIGN KEY (user_id) REFERENCES users (id) ON DELETE CASCADE,
    CONSTRAINT user_social_logins_login_method_id_fkey FOREIGN KEY (login_method_id)
        REFERENCES login_methods (id) ON DELETE RESTRICT
);

CREATE INDEX user_social_logins_user_id_idx ON user_social_logins (user_id, linked_at, id);

COMMENT ON TABLE user_social_logins IS 'Accounts at social networks that open an account here';
COMMENT ON COLUMN user_social_logins.provider_user_id IS 'The subject at the provider: what identifies the person, never the address';
COMMENT ON COLUMN user_social_logins.access_token IS 'Sealed with AES-256-GCM and the id of its key, or absent';
COMMENT ON COLUMN user_social_logins.refresh_token IS 'Sealed with AES-256-GCM and the id of its key, or absent';
--rollback DROP TABLE user_social_logins;

--changeset tenon:sessions
CREATE TABLE sessions (
    id UUID NOT NULL DEFAULT gen_random_uuid(),
    user_id UUID NOT NULL,
    token TEXT NOT NULL,
    login_method_id UUID,
    ip_address VARCHAR(50),
    user_agent TEXT,
    created_at TIMESTAMPTZ NOT NULL DEFAULT CURRENT_TIMESTAMP,
    last_seen_at TIMESTAMPTZ NOT NULL DEFAULT CURRENT_TIMESTAMP,
    idle_expires_at TIMESTAMPTZ NOT NULL,
    expires_at TIMESTAMPTZ NOT NULL,
    revoked_at TIMESTAMPTZ,
    CONSTRAINT sessions_pkey PRIMARY KEY (id),
    CONSTRAINT sessions_token_key UNIQUE (token),
    CONSTRAINT sessions_user_id_fkey FOREIGN KEY (user_id) REFERENCES users (id) ON DELETE CASCADE,
    CONSTRAINT sessions_login_method_id_fkey FOREIGN KEY (login_method_id)
        REFERENCES login_methods (id) ON DELETE RESTRICT,
    CONSTRAINT sessions_token_is_a_digest CHECK (token ~ '^[0-9a-f]{64}$'),
    CONSTRAINT sessions_expires_later CHECK (expires_at > created_at)
) WITH (fillfactor = 85);

CREATE INDEX sessions_user_id_idx ON sessions (user_id, created_at DESC, id DESC);
CREATE INDEX sessions_login_method_id_idx ON sessions (login_method_id) WHERE login_method_id IS NOT NULL;

COMMENT ON TABLE sessions IS 'Signed-in browsers and programs; a row ends by revoked_at, idle_expires_at or expires_at';
COMMENT ON COLUMN sessions.token IS 'SHA-256 of the token in lower-case hexadecimal; a copy of this table opens nothing';
COMMENT ON COLUMN sessions.login_method_id IS 'The way in; NULL for a session that an operator opened';
COMMENT ON COLUMN sessions.last_seen_at IS 'Written at most once a minute';
--rollback DROP TABLE sessions;

--changeset tenon:login_history
CREATE TABLE login_history (
    login_id BIGSERIAL NOT NULL,
    user_id UUID,
    login_method_id UUID NOT NULL,
    email_hash TEXT,
    outcome VARCHAR(50) NOT NULL,
    reason VARCHAR(100),
    ip_address VARCHAR(50),
    user_agent TEXT,
    login_time TIMESTAMPTZ NOT NULL DEFAULT CURRENT_TIMESTAMP,
    CONSTRAINT login_history_pkey PRIMARY KEY (login_id, login_time),
    CONSTRAINT login_history_user_id_fkey FOREIGN KEY (user_id) REFERENCES users (id) ON DELETE CASCADE,
    CONSTRAINT login_history_login_method_id_fkey FOREIGN KEY (login_method_id)
        REFERENCES login_methods (id) ON DELETE RESTRICT,
    CONSTRAINT login_history_outcome_known CHECK (outcome IN ('success', 'failure'))
) PARTITION BY RANGE (login_time);

CREATE TABLE login_history_default PARTITION OF login_history DEFAULT;

CREATE INDEX login_history_user_id_idx ON login_history (user_id, login_time DESC, login_id DESC);
CREATE INDEX login_history_login_method_id_idx ON login_history (login_method_id, login_time DESC, login_id DESC);
CREATE INDEX login_history_email_hash_idx ON login_history (email_hash, login_time DESC) WHERE email_hash IS NOT NULL;
CREATE INDEX login_history_login_time_idx ON login_history (login_time DESC, login_id DESC);

COMMENT ON TABLE login_history IS 'Every try to sign in, kept by the month';
COMMENT ON COLUMN login_history.user_id IS 'NULL when the tried address belongs to nobody';
COMMENT ON COLUMN login_history.email_hash IS 'Keyed hash of the tried address: tries can be counted, the address cannot be read';
COMMENT ON COLUMN login_history.reason IS 'Machine word for why a try failed';
--rollback DROP TABLE login_history;

--changeset tenon:login_throttles
CREATE TABLE login_throttles (
    throttle_key TEXT NOT NULL,
    failures INT NOT NULL DEFAULT 0,
    window_ends_at TIMESTAMPTZ NOT NULL,
    blocked_until TIMESTAMPTZ,
    updated_at TIMESTAMPTZ NOT NULL DEFAULT CURRENT_TIMESTAMP,
    CONSTRAINT login_throttles_pkey PRIMARY KEY (throttle_key),
    CONSTRAINT login_throttles_failures_counted CHECK (failures >= 0)
) WITH (fillfactor = 70);

CREATE INDEX login_throttles_window_ends_at_idx ON login_throttles (window_ends_at);

COMMENT ON TABLE login_throttles IS 'Counters that slow down guessing, raised before a password is hashed';
COMMENT ON COLUMN login_throttles.throttle_key IS 'Keyed hash of what is counted: an account seen from an address, or an address';
--rollback DROP TABLE login_throttles;
