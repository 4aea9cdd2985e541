--liquibase formatted sql logicalFilePath:db/changelog/tenon/173-access.sql

--changeset tenon:permission_features
ALTER TABLE permissions
    ADD COLUMN feature_id UUID,
    ADD CONSTRAINT permissions_feature_id_fkey FOREIGN KEY (feature_id) REFERENCES features (id) ON DELETE RESTRICT,
    ADD CONSTRAINT permissions_built_in_has_no_feature CHECK (NOT built_in OR feature_id IS NULL);

CREATE INDEX permissions_feature_id_idx ON permissions (feature_id) WHERE feature_id IS NOT NULL;
CREATE INDEX permissions_created_at_idx ON permissions (created_at, id);
CREATE INDEX roles_created_at_idx ON roles (organization_id, created_at, role_id);

COMMENT ON COLUMN permissions.feature_id IS
    'Set: counts only for those whose plan includes the feature, which therefore cannot be deleted before the tie is cut';
--rollback DROP INDEX roles_created_at_idx;
--rollback DROP INDEX permissions_created_at_idx;
--rollback ALTER TABLE permissions DROP CONSTRAINT permissions_built_in_has_no_feature, DROP CONSTRAINT permissions_feature_id_fkey, DROP COLUMN feature_id;

--changeset tenon:role_plan_permission_names splitStatements:false
ALTER TABLE roles ADD COLUMN plan_permission_names TEXT[] NOT NULL DEFAULT '{}';

CREATE OR REPLACE FUNCTION tenon_note_permission_names(role_ids UUID[]) RETURNS void
    LANGUAGE plpgsql AS
$$
BEGIN
    -- Whoever comes second waits here, and the next statement then sees what the first has committed.
    PERFORM 1 FROM roles WHERE role_id = ANY (role_ids) ORDER BY role_id FOR NO KEY UPDATE;
    UPDATE roles r
    SET permission_names = granted.names, plan_permission_names = granted.plan_names, revision = r.revision + 1
    FROM (SELECT ids.role_id,
                 ARRAY(SELECT p.permission_name::text
                       FROM role_permissions rp
                       JOIN permissions p ON p.id = rp.permission_id
                       WHERE rp.role_id = ids.role_id AND p.feature_id IS NULL
                       ORDER BY p.permission_name) AS names,
                 ARRAY(SELECT p.permission_name::text
                       FROM role_permissions rp
                       JOIN permissions p ON p.id = rp.permission_id
                       WHERE rp.role_id = ids.role_id AND p.feature_id IS NOT NULL
                       ORDER BY p.permission_name) AS plan_names
          FROM unnest(role_ids) AS ids (role_id)) AS granted
    WHERE r.role_id = granted.role_id
      AND (r.permission_names <> granted.names OR r.plan_permission_names <> granted.plan_names);
END
$$;

-- Asked for those alone who hold a role with such permissions.
CREATE FUNCTION tenon_plan_permissions(person UUID, names TEXT[]) RETURNS TEXT[]
    LANGUAGE sql STABLE PARALLEL SAFE AS
$$
    SELECT ARRAY(
        SELECT p.permission_name::text
        FROM permissions p
        JOIN plan_features pf ON pf.feature_id = p.feature_id AND pf.limit_value IS DISTINCT FROM 0
        JOIN subscriptions s ON s.plan_id = pf.plan_id
        WHERE p.permission_name = ANY (names)
          AND s.user_id = person AND s.organization_id IS NULL AND s.status IN ('trialing', 'active'))
$$;

CREATE FUNCTION tenon_member_left() RETURNS trigger
    LANGUAGE plpgsql AS
$$
BEGIN
    DELETE FROM user_roles ur
    USING roles r
    WHERE ur.user_id = OLD.user_id AND r.role_id = ur.role_id AND r.organization_id = OLD.organization_id;
    RETURN NULL;
END
$$;

CREATE TRIGGER organization_member_left AFTER DELETE ON organization_members
    FOR EACH ROW EXECUTE FUNCTION tenon_member_left();

COMMENT ON COLUMN roles.permission_names IS
    'What role_permissions grants whatever the plan, by name, kept by triggers: every request reads it, and hardly ever does it change';
COMMENT ON COLUMN roles.plan_permission_names IS
    'What role_permissions grants to those whose plan includes the permission''s feature, by name, kept by the same triggers';
COMMENT ON FUNCTION tenon_plan_permissions(UUID, TEXT[]) IS
    'Those of these permissions whose feature the person''s own plan includes, while its subscription is active or on trial';
COMMENT ON FUNCTION tenon_member_left() IS
    'Whoever leaves an organization loses its roles, and does not find them again on coming back';
--rollback DROP TRIGGER organization_member_left ON organization_members;
--rollback DROP FUNCTION tenon_member_left();
--rollback DROP FUNCTION tenon_plan_permissions(UUID, TEXT[]);
--rollback CREATE OR REPLACE FUNCTION tenon_note_permission_names(role_ids UUID[]) RETURNS void LANGUAGE plpgsql AS $$ BEGIN PERFORM 1 FROM roles WHERE role_id = ANY (role_ids) ORDER BY role_id FOR NO KEY UPDATE; UPDATE roles r SET permission_names = granted.names FROM (SELECT ids.role_id, ARRAY(SELECT p.permission_name::text FROM role_permissions rp JOIN permissions p ON p.id = rp.permission_id WHERE rp.role_id = ids.role_id ORDER BY p.permission_name) AS names FROM unnest(role_ids) AS ids (role_id)) AS granted WHERE r.role_id = granted.role_id AND r.permission_names <> granted.names; END $$;
--rollback SELECT tenon_note_permission_names(ARRAY(SELECT role_id FROM roles));
--rollback ALTER TABLE roles DROP COLUMN plan_permission_names;
