--liquibase formatted sql logicalFilePath:db/changelog/tenon/110-audit.sql

--changeset tenon:audit_logs
CREATE TABLE audit_logs (
    id UUID NOT NULL DEFAULT gen_random_uuid(),
    user_id UUID,
    actor_label VARCHAR(255) NOT NULL,
    action VARCHAR(255) NOT NULL,
    table_name VARCHAR(255),
    record_id TEXT,
    details JSONB,
    organization_id UUID,
    ip_address VARCHAR(50),
    request_id VARCHAR(100),
    chain TEXT NOT NULL,
    sequence BIGINT NOT NULL,
    previous_hash TEXT NOT NULL,
    hash TEXT NOT NULL,
    created_at TIMESTAMPTZ NOT NULL DEFAULT CURRENT_TIMESTAMP,
    CONSTRAINT audit_logs_pkey PRIMARY KEY (id, created_at),
    CONSTRAINT audit_logs_chain_sequence_key UNIQUE (chain, sequence, created_at),
    CONSTRAINT audit_logs_user_id_fkey FOREIGN KEY (user_id) REFERENCES users (id) ON DELETE SET NULL,
    CONSTRAINT audit_logs_details_object CHECK (jsonb_typeof(details) = 'object'),
    CONSTRAINT audit_logs_sequence_range CHECK (sequence >= 1),
    CONSTRAINT audit_logs_hash_format CHECK (hash ~ '^[0-9a-f]{64}$' AND previous_hash ~ '^[0-9a-f]{64}$')
) PARTITION BY RANGE (created_at);

CREATE TABLE audit_logs_default PARTITION OF audit_logs DEFAULT;

CREATE INDEX audit_logs_created_at_idx ON audit_logs (created_at DESC, id DESC);
CREATE INDEX audit_logs_user_id_idx ON audit_logs (user_id, created_at DESC, id DESC);
CREATE INDEX audit_logs_action_idx ON audit_logs (action, created_at DESC, id DESC);
CREATE INDEX audit_logs_table_name_idx ON audit_logs (table_name, created_at DESC, id DESC);
CREATE INDEX audit_logs_record_id_idx ON audit_logs (record_id, created_at DESC, id DESC);
CREATE INDEX audit_logs_organization_id_idx ON audit_logs (organization_id, created_at DESC, id DESC)
    WHERE organization_id IS NOT NULL;

COMMENT ON TABLE audit_logs IS 'Who changed what, written in the change''s own transaction, never changed, kept by the month';
COMMENT ON COLUMN audit_logs.user_id IS 'Not part of the hash: becomes NULL when the row in users goes';
COMMENT ON COLUMN audit_logs.actor_label IS 'Pseudonymous name of the actor, which stays';
COMMENT ON COLUMN audit_logs.organization_id IS 'No foreign key: the trail outlives the organization';
COMMENT ON COLUMN audit_logs.details IS 'Flat object of strings, without secrets and personal data';
COMMENT ON COLUMN audit_logs.chain IS 'Id of an organization, or global';
COMMENT ON COLUMN audit_logs.sequence IS 'From 1 without gaps within the chain';
COMMENT ON COLUMN audit_logs.previous_hash IS 'Hash of the row before; 64 zeros before the first';
--rollback DROP TABLE audit_logs;

--changeset tenon:audit_chain_heads
CREATE TABLE audit_chain_heads (
    chain TEXT NOT NULL,
    sequence BIGINT NOT NULL,
    hash TEXT NOT NULL,
    CONSTRAINT audit_chain_heads_pkey PRIMARY KEY (chain),
    CONSTRAINT audit_chain_heads_sequence_range CHECK (sequence >= 0),
    CONSTRAINT audit_chain_heads_hash_format CHECK (hash ~ '^[0-9a-f]{64}$')
) WITH (fillfactor = 50);

INSERT INTO audit_chain_heads (chain, sequence, hash) VALUES
    ('global', 0, '0000000000000000000000000000000000000000000000000000000000000000');

COMMENT ON TABLE audit_chain_heads IS 'The last row of each chain of audit_logs; locked last in a transaction';
--rollback DROP TABLE audit_chain_heads;

--changeset tenon:audit_logs_append_only splitStatements:false
CREATE FUNCTION tenon_refuse_audit_change() RETURNS trigger
    LANGUAGE plpgsql AS
$$
BEGIN
    -- The foreign key's own SET NULL runs inside another trigger, so a statement of a client never looks like it.
    IF TG_OP = 'UPDATE' AND pg_trigger_depth() > 1 AND NEW.user_id IS NULL THEN
        OLD.user_id := NULL;
        IF NEW IS NOT DISTINCT FROM OLD THEN
            RETURN NEW;
        END IF;
    END IF;
    RAISE EXCEPTION 'Rows of audit_logs are never changed or deleted'
        USING ERRCODE = 'insufficient_privilege',
              HINT = 'Retention removes whole months: see tenon_drop_partitions.';
END
$$;

CREATE TRIGGER audit_logs_append_only
    BEFORE UPDATE OR DELETE ON audit_logs
    FOR EACH ROW EXECUTE FUNCTION tenon_refuse_audit_change();

CREATE TRIGGER audit_logs_never_truncated
    BEFORE TRUNCATE ON audit_logs
    FOR EACH STATEMENT EXECUTE FUNCTION tenon_refuse_audit_change();

COMMENT ON FUNCTION tenon_refuse_audit_change() IS 'Keeps audit_logs append-only, whoever asks';
--rollback DROP TRIGGER audit_logs_never_truncated ON audit_logs;
--rollback DROP TRIGGER audit_logs_append_only ON audit_logs;
--rollback DROP FUNCTION tenon_refuse_audit_change();

--changeset tenon:usage_logs
CREATE TABLE usage_logs (
    id UUID NOT NULL DEFAULT gen_random_uuid(),
    user_id UUID NOT NULL,
    action VARCHAR(255) NOT NULL,
    timestamp TIMESTAMPTZ NOT NULL DEFAULT CURRENT_TIMESTAMP,
    details JSONB,
    CONSTRAINT usage_logs_pkey PRIMARY KEY (id, timestamp),
    CONSTRAINT usage_logs_user_id_fkey FOREIGN KEY (user_id) REFERENCES users (id) ON DELETE CASCADE,
    CONSTRAINT usage_logs_action_present CHECK (action <> ''),
    CONSTRAINT usage_logs_details_size CHECK (octet_length(details::text) <= 65536)
) PARTITION BY RANGE (timestamp);

CREATE TABLE usage_logs_default PARTITION OF usage_logs DEFAULT;

CREATE INDEX usage_logs_user_id_idx ON usage_logs (user_id, timestamp DESC, id DESC);
CREATE INDEX usage_logs_action_idx ON usage_logs (action, timestamp DESC, id DESC);
CREATE INDEX usage_logs_timestamp_idx ON usage_logs (timestamp DESC, id DESC);

COMMENT ON TABLE usage_logs IS 'What people did, for counting, kept by the month';
--rollback DROP TABLE usage_logs;
