--liquibase formatted sql logicalFilePath:db/changelog/tenon/150-speed.sql

--changeset tenon:audit_chain_in_one_statement splitStatements:false
ALTER TABLE audit_chain_heads
    ADD COLUMN previous_hash TEXT NOT NULL DEFAULT repeat('0', 64),
    ADD CONSTRAINT audit_chain_heads_previous_hash_format CHECK (previous_hash ~ '^[0-9a-f]{64}$');

CREATE FUNCTION tenon_chain_hash(chain TEXT, sequence BIGINT, previous_hash TEXT, content TEXT) RETURNS TEXT
    LANGUAGE sql IMMUTABLE PARALLEL SAFE AS
$$
    SELECT encode(sha256(convert_to(
        'tenon-audit-1'
        || E'\n' || length(chain)::text || ':' || chain
        || E'\n' || length(sequence::text)::text || ':' || sequence::text
        || E'\n' || length(previous_hash)::text || ':' || previous_hash
        || content, 'UTF8')), 'hex')
$$;

COMMENT ON COLUMN audit_chain_heads.previous_hash IS
    'What hash was before the last row; kept so that one statement can move the head and add the row. Not read otherwise';
COMMENT ON FUNCTION tenon_chain_hash(TEXT, BIGINT, TEXT, TEXT) IS
    'Hash of a row of audit_logs at this place of its chain; content is made by Tenon of the row''s other fields';
--rollback DROP FUNCTION tenon_chain_hash(TEXT, BIGINT, TEXT, TEXT);
--rollback ALTER TABLE audit_chain_heads DROP COLUMN previous_hash;

--changeset tenon:role_permission_names splitStatements:false
ALTER TABLE roles ADD COLUMN permission_names TEXT[] NOT NULL DEFAULT '{}';

CREATE FUNCTION tenon_note_permission_names(role_ids UUID[]) RETURNS void
    LANGUAGE plpgsql AS
$$
BEGIN
    -- Whoever comes second waits here, and the next statement then sees what the first has committed.
    PERFORM 1 FROM roles WHERE role_id = ANY (role_ids) ORDER BY role_id FOR NO KEY UPDATE;
    UPDATE roles r
    SET permission_names = granted.names
    FROM (SELECT ids.role_id,
                 ARRAY(SELECT p.permission_name::text
                       FROM role_permissions rp
                       JOIN permissions p ON p.id = rp.permission_id
                       WHERE rp.role_id = ids.role_id
                       ORDER BY p.permission_name) AS names
          FROM unnest(role_ids) AS ids (role_id)) AS granted
    WHERE r.role_id = granted.role_id AND r.permission_names <> granted.names;
END
$$;

CREATE FUNCTION tenon_role_permissions_changed() RETURNS trigger
    LANGUAGE plpgsql AS
$$
BEGIN
    PERFORM tenon_note_permission_names(ARRAY(SELECT DISTINCT role_id FROM changed));
    RETURN NULL;
END
$$;

CREATE FUNCTION tenon_permissions_renamed() RETURNS trigger
    LANGUAGE plpgsql AS
$$
BEGIN
    PERFORM tenon_note_permission_names(ARRAY(
        SELECT DISTINCT rp.role_id FROM role_permissions rp JOIN changed c ON c.id = rp.permission_id));
    RETURN NULL;
END
$$;

CREATE TRIGGER role_permissions_added AFTER INSERT ON role_permissions
    REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION tenon_role_permissions_changed();
CREATE TRIGGER role_permissions_taken AFTER DELETE ON role_permissions
    REFERENCING OLD TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION tenon_role_permissions_changed();
CREATE TRIGGER role_permissions_moved_from AFTER UPDATE ON role_permissions
    REFERENCING OLD TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION tenon_role_permissions_changed();
CREATE TRIGGER role_permissions_moved_to AFTER UPDATE ON role_permissions
    REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION tenon_role_permissions_changed();
CREATE TRIGGER permissions_renamed AFTER UPDATE ON permissions
    REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION tenon_permissions_renamed();

SELECT tenon_note_permission_names(ARRAY(SELECT role_id FROM roles));

COMMENT ON COLUMN roles.permission_names IS
    'What role_permissions grants, by name, kept by triggers: every request reads it, and hardly ever does it change';
--rollback DROP TRIGGER permissions_renamed ON permissions;
--rollback DROP TRIGGER role_permissions_moved_to ON role_permissions;
--rollback DROP TRIGGER role_permissions_moved_from ON role_permissions;
--rollback DROP TRIGGER role_permissions_taken ON role_permissions;
--rollback DROP TRIGGER role_permissions_added ON role_permissions;
--rollback DROP FUNCTION tenon_permissions_renamed();
--rollback DROP FUNCTION tenon_role_permissions_changed();
--rollback DROP FUNCTION tenon_note_permission_names(UUID[]);
--rollback ALTER TABLE roles DROP COLUMN permission_names;

--changeset tenon:audit_row_checked_quickly splitStatements:false
-- An expression that counts to 64 makes and walks 64 states for every value: 6.5 µs, six times for each row of the trail.
ALTER TABLE audit_logs
    DROP CONSTRAINT audit_logs_hash_format,
    ADD CONSTRAINT audit_logs_hash_format CHECK (
        length(hash) = 64 AND hash !~ '[^0-9a-f]' AND length(previous_hash) = 64 AND previous_hash !~ '[^0-9a-f]');
ALTER TABLE audit_chain_heads
    DROP CONSTRAINT audit_chain_heads_hash_format,
    DROP CONSTRAINT audit_chain_heads_previous_hash_format,
    ADD CONSTRAINT audit_chain_heads_hash_format CHECK (length(hash) = 64 AND hash !~ '[^0-9a-f]'),
    ADD CONSTRAINT audit_chain_heads_previous_hash_format
        CHECK (length(previous_hash) = 64 AND previous_hash !~ '[^0-9a-f]');
-- What it calls is stable: so declared, the planner puts its text in the place of its call.
ALTER FUNCTION tenon_chain_hash(TEXT, BIGINT, TEXT, TEXT) STABLE;
--rollback ALTER FUNCTION tenon_chain_hash(TEXT, BIGINT, TEXT, TEXT) IMMUTABLE;
--rollback ALTER TABLE audit_chain_heads DROP CONSTRAINT audit_chain_heads_hash_format, DROP CONSTRAINT audit_chain_heads_previous_hash_format, ADD CONSTRAINT audit_chain_heads_hash_format CHECK (hash ~ '^[0-9a-f]{64}$'), ADD CONSTRAINT audit_chain_heads_previous_hash_format CHECK (previous_hash ~ '^[0-9a-f]{64}$');
--rollback ALTER TABLE audit_logs DROP CONSTRAINT audit_logs_hash_format, ADD CONSTRAINT audit_logs_hash_format CHECK (hash ~ '^[0-9a-f]{64}$' AND previous_hash ~ '^[0-9a-f]{64}$');
