--liquibase formatted sql logicalFilePath:db/changelog/tenon/141-second-factor.sql

--changeset tenon:second_factors
CREATE TABLE second_factors (
    user_id UUID NOT NULL,
    sealed_secret TEXT NOT NULL,
    created_at TIMESTAMPTZ NOT NULL,
    confirmed_at TIMESTAMPTZ,
    last_step BIGINT,
    CONSTRAINT second_factors_pkey PRIMARY KEY (user_id),
    CONSTRAINT second_factors_user_id_fkey FOREIGN KEY (user_id) REFERENCES users (id) ON DELETE CASCADE,
    CONSTRAINT second_factors_confirmed_by_a_code CHECK ((confirmed_at IS NULL) = (last_step IS NULL))
);

COMMENT ON TABLE second_factors IS 'Authenticator apps that sign-ins ask for, one per account';
COMMENT ON COLUMN second_factors.confirmed_at IS 'Since when sign-ins ask for it; NULL while it is being set up';
COMMENT ON COLUMN second_factors.last_step IS 'The newest step of thirty seconds whose code was used: each works once';
--rollback DROP TABLE second_factors;

--changeset tenon:recovery_codes
CREATE TABLE recovery_codes (
    user_id UUID NOT NULL,
    code_hash TEXT NOT NULL,
    created_at TIMESTAMPTZ NOT NULL,
    used_at TIMESTAMPTZ,
    CONSTRAINT recovery_codes_pkey PRIMARY KEY (user_id, code_hash),
    CONSTRAINT recovery_codes_user_id_fkey FOREIGN KEY (user_id) REFERENCES users (id) ON DELETE CASCADE
);

COMMENT ON TABLE recovery_codes IS 'Codes that stand in for a lost authenticator app, each once';
COMMENT ON COLUMN recovery_codes.code_hash IS 'Keyed hash of the person and the code';
--rollback DROP TABLE recovery_codes;

--changeset tenon:ceremonies
CREATE TABLE ceremonies (
    id UUID NOT NULL,
    user_id UUID,
    purpose VARCHAR(50) NOT NULL,
    token_hash TEXT NOT NULL,
    sealed_state TEXT NOT NULL,
    created_at TIMESTAMPTZ NOT NULL,
    expires_at TIMESTAMPTZ NOT NULL,
    CONSTRAINT ceremonies_pkey PRIMARY KEY (id),
    CONSTRAINT ceremonies_token_hash_key UNIQUE (token_hash),
    CONSTRAINT ceremonies_user_id_fkey FOREIGN KEY (user_id) REFERENCES users (id) ON DELETE CASCADE,
    CONSTRAINT ceremonies_purpose_format CHECK (purpose ~ '^[a-z][a-z-]*$'),
    CONSTRAINT ceremonies_expires_later CHECK (expires_at > created_at)
);

CREATE INDEX ceremonies_user_id_idx ON ceremonies (user_id, purpose, created_at DESC) WHERE user_id IS NOT NULL;
CREATE INDEX ceremonies_expires_at_idx ON ceremonies (expires_at);

COMMENT ON TABLE ceremonies IS 'What takes two requests, between them: sign-ins that wait for a second factor; spent by deleting';
COMMENT ON COLUMN ceremonies.user_id IS 'Whose it is; NULL as long as nobody knows';
COMMENT ON COLUMN ceremonies.token_hash IS 'SHA-256 of the token that the client holds';
COMMENT ON COLUMN ceremonies.sealed_state IS 'What the second request needs of the first';
--rollback DROP TABLE ceremonies;
