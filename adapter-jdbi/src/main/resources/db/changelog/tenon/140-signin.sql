--liquibase formatted sql logicalFilePath:db/changelog/tenon/140-signin.sql

--changeset tenon:sessions_say_how_they_began
ALTER TABLE sessions
    ADD COLUMN second_factor VARCHAR(50),
    ADD COLUMN impersonator_id UUID,
    ADD COLUMN impersonation_reason VARCHAR(255),
    ADD CONSTRAINT sessions_impersonator_id_fkey FOREIGN KEY (impersonator_id) REFERENCES users (id) ON DELETE CASCADE,
    ADD CONSTRAINT sessions_second_factor_format CHECK (second_factor ~ '^[a-z][a-z-]*$'),
    ADD CONSTRAINT sessions_impersonation_has_a_reason
        CHECK ((impersonator_id IS NULL) = (impersonation_reason IS NULL));

CREATE INDEX sessions_impersonator_id_idx ON sessions (impersonator_id) WHERE impersonator_id IS NOT NULL;

COMMENT ON COLUMN sessions.second_factor IS 'What was shown besides the first: totp, recovery-code or passkey';
COMMENT ON COLUMN sessions.impersonator_id IS 'Who really works in this session, in the name of user_id';
COMMENT ON COLUMN sessions.impersonation_reason IS 'Why, as shown to the person';
--rollback ALTER TABLE sessions DROP COLUMN second_factor, DROP COLUMN impersonator_id, DROP COLUMN impersonation_reason;

--changeset tenon:one_time_tokens_of_email_changes
ALTER TABLE one_time_tokens
    ADD COLUMN session_id UUID,
    ADD CONSTRAINT one_time_tokens_session_id_fkey FOREIGN KEY (session_id) REFERENCES sessions (id) ON DELETE SET NULL;

CREATE INDEX one_time_tokens_session_id_idx ON one_time_tokens (session_id) WHERE session_id IS NOT NULL;
DROP INDEX one_time_tokens_one_live_per_purpose;
CREATE UNIQUE INDEX one_time_tokens_one_live_per_purpose ON one_time_tokens (user_id, purpose)
    WHERE used_at IS NULL AND purpose <> 'undo_email_change';

COMMENT ON COLUMN one_time_tokens.session_id IS 'The session that asked for it, which outlives the change';
--rollback DELETE FROM one_time_tokens WHERE purpose = 'undo_email_change';
--rollback DROP INDEX one_time_tokens_one_live_per_purpose;
--rollback CREATE UNIQUE INDEX one_time_tokens_one_live_per_purpose ON one_time_tokens (user_id, purpose) WHERE used_at IS NULL;
--rollback ALTER TABLE one_time_tokens DROP COLUMN session_id;

--changeset tenon:login_throttles_pause
ALTER TABLE login_throttles ADD COLUMN let_through BOOLEAN NOT NULL DEFAULT TRUE;

COMMENT ON COLUMN login_throttles.blocked_until IS 'No try is let through before; doubles with each failure';
COMMENT ON COLUMN login_throttles.let_through IS 'Whether the last try was';
--rollback ALTER TABLE login_throttles DROP COLUMN let_through;

--changeset tenon:login_methods_passkey
INSERT INTO login_methods (id, method_name, description) VALUES
    ('01920000-0000-7000-8000-000000000105', 'passkey', 'Passkey');
--rollback DELETE FROM login_methods WHERE method_name = 'passkey';
