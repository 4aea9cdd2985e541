--liquibase formatted sql logicalFilePath:db/changelog/tenon/170-apikeys.sql

--changeset tenon:api_keys_of_organizations
ALTER TABLE api_keys
    ALTER COLUMN user_id DROP NOT NULL,
    ADD COLUMN created_by UUID,
    ADD COLUMN revoked_reason VARCHAR(255),
    ADD CONSTRAINT api_keys_created_by_fkey FOREIGN KEY (created_by) REFERENCES users (id) ON DELETE SET NULL,
    ADD CONSTRAINT api_keys_one_owner CHECK ((user_id IS NULL) <> (organization_id IS NULL)),
    ADD CONSTRAINT api_keys_reason_of_revoked CHECK (revoked_reason IS NULL OR is_revoked);

CREATE INDEX api_keys_created_by_idx ON api_keys (created_by) WHERE created_by IS NOT NULL;
CREATE INDEX api_keys_created_at_idx ON api_keys (created_at DESC, id DESC);
DROP INDEX api_keys_rotated_from_idx;
CREATE UNIQUE INDEX api_keys_rotated_once ON api_keys (rotated_from) WHERE rotated_from IS NOT NULL;

COMMENT ON COLUMN api_keys.user_id IS 'The person whose key it is; NULL for an organization''s key, which outlives who made it';
COMMENT ON COLUMN api_keys.created_by IS 'Who made it; NULL once that account is erased';
COMMENT ON COLUMN api_keys.rotated_from IS 'The key that this one came in place of; each is rotated once';
--rollback DROP INDEX api_keys_rotated_once;
--rollback CREATE INDEX api_keys_rotated_from_idx ON api_keys (rotated_from) WHERE rotated_from IS NOT NULL;
--rollback DROP INDEX api_keys_created_at_idx;
--rollback DROP INDEX api_keys_created_by_idx;
--rollback ALTER TABLE api_keys DROP CONSTRAINT api_keys_reason_of_revoked, DROP CONSTRAINT api_keys_one_owner, DROP CONSTRAINT api_keys_created_by_fkey, DROP COLUMN revoked_reason, DROP COLUMN created_by, ALTER COLUMN user_id SET NOT NULL;

--changeset tenon:api_usage_logs_of_organizations
ALTER TABLE api_usage_logs
    ALTER COLUMN user_id DROP NOT NULL,
    ADD COLUMN organization_id UUID;

COMMENT ON COLUMN api_usage_logs.user_id IS 'The person whose key it was; NULL for an organization''s';
COMMENT ON COLUMN api_usage_logs.organization_id IS 'The organization whose key it was; NULL for a person''s';
--rollback ALTER TABLE api_usage_logs DROP COLUMN organization_id, ALTER COLUMN user_id SET NOT NULL;
