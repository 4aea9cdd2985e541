--liquibase formatted sql logicalFilePath:db/changelog/tenon/171-audit.sql

--changeset tenon:audit_logs_changed_fields
ALTER TABLE audit_logs
    ADD COLUMN impersonator_id UUID,
    ADD COLUMN changes JSONB,
    ADD CONSTRAINT audit_logs_changes_object CHECK (jsonb_typeof(changes) = 'object');

CREATE INDEX audit_logs_impersonator_id_idx ON audit_logs (impersonator_id, created_at DESC, id DESC)
    WHERE impersonator_id IS NOT NULL;

COMMENT ON COLUMN audit_logs.impersonator_id IS
    'Who really acted, in the name of user_id; no foreign key, as actor_label names both for ever';
COMMENT ON COLUMN audit_logs.changes IS
    'Object of the fields that changed: name to [before, after]; two nulls where the values are kept out of the trail';
--rollback ALTER TABLE audit_logs DROP COLUMN changes, DROP COLUMN impersonator_id;
