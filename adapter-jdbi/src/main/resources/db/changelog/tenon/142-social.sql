--liquibase formatted sql logicalFilePath:db/changelog/tenon/142-social.sql

--changeset tenon:user_social_logins_issuer
ALTER TABLE user_social_logins ADD COLUMN issuer VARCHAR(255);
UPDATE user_social_logins AS l
SET issuer = CASE m.method_name
                 WHEN 'google' THEN 'https://accounts.google.com'
                 WHEN 'github' THEN 'https://github.com'
                 WHEN 'facebook' THEN 'https://www.facebook.com'
                 ELSE m.method_name
             END
FROM login_methods m
WHERE m.id = l.login_method_id;
ALTER TABLE user_social_logins
    ALTER COLUMN issuer SET NOT NULL,
    DROP CONSTRAINT unique_provider_user_id,
    ADD CONSTRAINT unique_provider_user_id UNIQUE (login_method_id, issuer, provider_user_id);

COMMENT ON COLUMN user_social_logins.issuer IS 'Who vouches for provider_user_id: another issuer under the same method means other people';
--rollback ALTER TABLE user_social_logins DROP CONSTRAINT unique_provider_user_id, DROP COLUMN issuer, ADD CONSTRAINT unique_provider_user_id UNIQUE (login_method_id, provider_user_id);

--changeset tenon:social_states
CREATE TABLE social_states (
    state_digest TEXT NOT NULL,
    binding_digest TEXT NOT NULL,
    login_method_id UUID NOT NULL,
    nonce TEXT NOT NULL,
    sealed_verifier TEXT NOT NULL,
    redirect_to VARCHAR(1024),
    user_id UUID,
    session_id UUID,
    created_at TIMESTAMPTZ NOT NULL,
    expires_at TIMESTAMPTZ NOT NULL,
    CONSTRAINT social_states_pkey PRIMARY KEY (state_digest),
    CONSTRAINT social_states_login_method_id_fkey FOREIGN KEY (login_method_id)
        REFERENCES login_methods (id) ON DELETE CASCADE,
    CONSTRAINT social_states_user_id_fkey FOREIGN KEY (user_id) REFERENCES users (id) ON DELETE CASCADE,
    CONSTRAINT social_states_session_id_fkey FOREIGN KEY (session_id) REFERENCES sessions (id) ON DELETE CASCADE,
    CONSTRAINT social_states_links_from_a_session CHECK ((user_id IS NULL) = (session_id IS NULL)),
    CONSTRAINT social_states_redirect_to_is_own CHECK (redirect_to ~ '^/([^/\\]|$)')
);

CREATE INDEX social_states_expires_at_idx ON social_states (expires_at);
CREATE INDEX social_states_login_method_id_idx ON social_states (login_method_id);
CREATE INDEX social_states_user_id_idx ON social_states (user_id) WHERE user_id IS NOT NULL;
CREATE INDEX social_states_session_id_idx ON social_states (session_id) WHERE session_id IS NOT NULL;

COMMENT ON TABLE social_states IS 'Sign-ins that go on at a provider, for ten minutes; taken out by whoever finishes them';
COMMENT ON COLUMN social_states.state_digest IS 'SHA-256 of the state that the provider sends back';
COMMENT ON COLUMN social_states.binding_digest IS 'SHA-256 of the secret in the browser that began it';
COMMENT ON COLUMN social_states.sealed_verifier IS 'The PKCE verifier, sealed with AES-256-GCM';
COMMENT ON COLUMN social_states.user_id IS 'Whose account is to be linked; NULL for a sign-in';
--rollback DROP TABLE social_states;
