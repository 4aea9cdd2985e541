--liquibase formatted sql logicalFilePath:db/changelog/tenon/160-passkeys.sql

--changeset tenon:passkeys
CREATE TABLE passkeys (
    id UUID NOT NULL,
    user_id UUID NOT NULL,
    name VARCHAR(100) NOT NULL,
    site VARCHAR(253) NOT NULL,
    credential_id VARCHAR(1364) NOT NULL,
    public_key TEXT NOT NULL,
    signature_count BIGINT NOT NULL,
    created_at TIMESTAMPTZ NOT NULL,
    last_used_at TIMESTAMPTZ,
    revision BIGINT NOT NULL DEFAULT 1,
    CONSTRAINT passkeys_pkey PRIMARY KEY (id),
    CONSTRAINT passkeys_credential_id_key UNIQUE (credential_id),
    CONSTRAINT passkeys_user_id_fkey FOREIGN KEY (user_id) REFERENCES users (id) ON DELETE CASCADE,
    CONSTRAINT passkeys_signature_count_range CHECK (signature_count BETWEEN 0 AND 4294967295)
);

CREATE INDEX passkeys_user_id_idx ON passkeys (user_id, created_at, id);

CREATE TRIGGER passkeys_not_of_the_erased BEFORE INSERT ON passkeys
    FOR EACH ROW EXECUTE FUNCTION tenon_refuse_rows_of_the_erased();

COMMENT ON TABLE passkeys IS 'Key pairs whose private halves are on people''s devices (WebAuthn), at most twenty per account';
COMMENT ON COLUMN passkeys.site IS 'The host that it belongs to: it opens nothing on another';
COMMENT ON COLUMN passkeys.credential_id IS 'Base64url without padding, of at most 1023 bytes';
COMMENT ON COLUMN passkeys.public_key IS 'COSE (RFC 9052), base64url without padding';
COMMENT ON COLUMN passkeys.signature_count IS 'The newest counter that the device sent: one that does not grow is of a copy; 0 if it does not count';
--rollback DROP TABLE passkeys;

--changeset tenon:ceremonies_of_passkeys
COMMENT ON TABLE ceremonies IS 'What takes two requests, between them: sign-ins that wait for a second factor, passkeys that are made or signed in with; spent by deleting';
--rollback COMMENT ON TABLE ceremonies IS 'What takes two requests, between them: sign-ins that wait for a second factor; spent by deleting';
