--liquibase formatted sql logicalFilePath:db/changelog/tenon/172-usage.sql

--changeset tenon:usage_logs_of_organizations_and_clients
ALTER TABLE usage_logs
    ADD COLUMN organization_id UUID,
    ADD COLUMN event_key VARCHAR(100);

CREATE INDEX usage_logs_organization_id_idx ON usage_logs (organization_id, timestamp DESC, id DESC)
    WHERE organization_id IS NOT NULL;

COMMENT ON COLUMN usage_logs.organization_id IS 'For which organization; no foreign key: what was counted outlives it';
COMMENT ON COLUMN usage_logs.event_key IS 'The client''s own name for the event; see usage_event_keys';
--rollback DROP INDEX usage_logs_organization_id_idx;
--rollback ALTER TABLE usage_logs DROP COLUMN organization_id, DROP COLUMN event_key;

--changeset tenon:usage_event_keys
CREATE TABLE usage_event_keys (
    user_id UUID NOT NULL,
    event_key VARCHAR(100) NOT NULL,
    usage_id UUID NOT NULL,
    occurred_at TIMESTAMPTZ NOT NULL,
    known_since TIMESTAMPTZ NOT NULL DEFAULT CURRENT_TIMESTAMP,
    CONSTRAINT usage_event_keys_pkey PRIMARY KEY (user_id, event_key),
    CONSTRAINT usage_event_keys_user_id_fkey FOREIGN KEY (user_id) REFERENCES users (id) ON DELETE CASCADE,
    CONSTRAINT usage_event_keys_event_key_format CHECK (event_key ~ '^[\x21-\x7e]+$')
);

CREATE INDEX usage_event_keys_known_since_idx ON usage_event_keys (known_since);

CREATE TRIGGER usage_event_keys_not_of_the_erased
    BEFORE INSERT ON usage_event_keys
    FOR EACH ROW WHEN (NEW.user_id IS NOT NULL) EXECUTE FUNCTION tenon_refuse_rows_of_the_erased();

COMMENT ON TABLE usage_event_keys IS 'Which event keys people have used lately: a key of a table by the month would be one key for each month';
COMMENT ON COLUMN usage_event_keys.usage_id IS 'With occurred_at the entry in usage_logs; no foreign key: retention drops whole months there';
--rollback DROP TABLE usage_event_keys;
