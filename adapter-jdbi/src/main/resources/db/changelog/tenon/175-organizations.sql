--liquibase formatted sql logicalFilePath:db/changelog/tenon/175-organizations.sql

--changeset tenon:organizations_end
-- A slug is unique by an index and no constraint: no foreign key can refer to it, so a change of it locks nobody out who only
-- adds a row that names the organization.
ALTER TABLE organizations
    ADD COLUMN deleted_at TIMESTAMPTZ,
    ALTER COLUMN slug DROP NOT NULL,
    ALTER COLUMN owner_user_id DROP NOT NULL,
    DROP CONSTRAINT organizations_name_present,
    DROP CONSTRAINT organizations_slug_key,
    ADD CONSTRAINT organizations_deleted_is_bare CHECK (
        CASE WHEN deleted_at IS NULL
             THEN name <> '' AND slug IS NOT NULL AND owner_user_id IS NOT NULL
             ELSE name = '' AND slug IS NULL AND owner_user_id IS NULL AND custom_branding IS NULL END);

CREATE UNIQUE INDEX organizations_slug_key ON organizations (slug) WHERE deleted_at IS NULL;

COMMENT ON COLUMN organizations.deleted_at IS
    'When it was deleted: what it was called, how it looked and who belonged to it is forgotten then, and the slug is free';
--rollback DELETE FROM organizations WHERE deleted_at IS NOT NULL;
--rollback DROP INDEX organizations_slug_key;
--rollback ALTER TABLE organizations DROP CONSTRAINT organizations_deleted_is_bare, ADD CONSTRAINT organizations_slug_key UNIQUE (slug), ADD CONSTRAINT organizations_name_present CHECK (name <> ''), ALTER COLUMN owner_user_id SET NOT NULL, ALTER COLUMN slug SET NOT NULL, DROP COLUMN deleted_at;

--changeset tenon:organizations_have_an_owner
INSERT INTO organization_members (organization_id, user_id, role)
SELECT o.id, o.owner_user_id, 'owner'
FROM organizations o
ON CONFLICT (organization_id, user_id) DO UPDATE
SET role = 'owner', revision = organization_members.revision + 1
WHERE organization_members.role <> 'owner';

ALTER TABLE organization_members
    ADD CONSTRAINT organization_members_role_key UNIQUE (organization_id, user_id, role);

DROP INDEX organizations_owner_user_id_idx;

ALTER TABLE organizations
    ADD COLUMN owner_role VARCHAR(50) NOT NULL DEFAULT 'owner',
    ADD CONSTRAINT organizations_owner_role_fixed CHECK (owner_role = 'owner');

CREATE INDEX organizations_owner_idx ON organizations (owner_user_id, id, owner_role);

ALTER TABLE organizations
    ADD CONSTRAINT organizations_owner_is_member FOREIGN KEY (id, owner_user_id, owner_role)
        REFERENCES organization_members (organization_id, user_id, role) DEFERRABLE INITIALLY DEFERRED;

COMMENT ON COLUMN organizations.owner_role IS
    'Always owner: with it a foreign key holds the main owner to be a member with that role, at every commit';
--rollback ALTER TABLE organizations DROP CONSTRAINT organizations_owner_is_member, DROP CONSTRAINT organizations_owner_role_fixed, DROP COLUMN owner_role;
--rollback DROP INDEX IF EXISTS organizations_owner_idx;
--rollback CREATE INDEX organizations_owner_user_id_idx ON organizations (owner_user_id);
--rollback ALTER TABLE organization_members DROP CONSTRAINT organization_members_role_key;

--changeset tenon:organizations_listed
DROP INDEX organizations_created_at_idx;
CREATE INDEX organizations_listed_idx ON organizations (created_at DESC, id DESC) WHERE deleted_at IS NULL;
DROP INDEX organization_members_joined_at_idx;
CREATE INDEX organization_members_listed_idx ON organization_members (organization_id, joined_at, user_id);
--rollback DROP INDEX organization_members_listed_idx;
--rollback DROP INDEX organizations_listed_idx;
--rollback CREATE INDEX organization_members_joined_at_idx ON organization_members (organization_id, joined_at, id);
--rollback CREATE INDEX organizations_created_at_idx ON organizations (created_at DESC, id DESC);

--changeset tenon:organizations_search splitStatements:false
-- The extension may live in a schema that is not searched. What the index is over must stay word for word what
-- JdbiOrganizationStore searches.
DO $$
BEGIN
    EXECUTE format(
        'CREATE INDEX organizations_search_idx ON organizations USING gin ('
        || 'lower(chr(10) || name || chr(10) || coalesce(slug, '''')) %I.gin_trgm_ops) WITH (fastupdate = on)',
        (SELECT n.nspname
         FROM pg_extension e
         JOIN pg_namespace n ON n.oid = e.extnamespace
         WHERE e.extname = 'pg_trgm'));
END $$;
--rollback DROP INDEX organizations_search_idx;

--changeset tenon:organizations_owner_by_membership
-- The main owner is a member, and members are accounts. A second key to users would lock the account of whoever becomes the main
-- owner after the organization, and whoever erases that account has locked them the other way round.
ALTER TABLE organizations DROP CONSTRAINT organizations_owner_user_id_fkey;
--rollback ALTER TABLE organizations ADD CONSTRAINT organizations_owner_user_id_fkey FOREIGN KEY (owner_user_id) REFERENCES users (id) ON DELETE RESTRICT;

--changeset tenon:organizations_have_a_quota
INSERT INTO storage_quotas (organization_id, max_storage)
SELECT id, storage_limit FROM organizations WHERE deleted_at IS NULL
ON CONFLICT (organization_id) DO NOTHING;
--rollback SELECT 'quotas of organizations stay: the version before counts with them too' AS note;
