--liquibase formatted sql logicalFilePath:db/changelog/tenon/040-access.sql

--changeset tenon:roles
CREATE TABLE roles (
    role_id UUID NOT NULL DEFAULT gen_random_uuid(),
    role_name VARCHAR(50) NOT NULL,
    description TEXT,
    organization_id UUID,
    built_in BOOLEAN NOT NULL DEFAULT FALSE,
    created_at TIMESTAMPTZ NOT NULL DEFAULT CURRENT_TIMESTAMP,
    updated_at TIMESTAMPTZ NOT NULL DEFAULT CURRENT_TIMESTAMP,
    revision BIGINT NOT NULL DEFAULT 1,
    CONSTRAINT roles_pkey PRIMARY KEY (role_id),
    CONSTRAINT roles_organization_id_fkey FOREIGN KEY (organization_id) REFERENCES organizations (id) ON DELETE CASCADE,
    CONSTRAINT roles_role_name_present CHECK (role_name <> ''),
    CONSTRAINT roles_built_in_is_global CHECK (NOT built_in OR organization_id IS NULL)
);

CREATE UNIQUE INDEX roles_role_name_key ON roles (organization_id, lower(role_name)) NULLS NOT DISTINCT;

INSERT INTO roles (role_id, role_name, description, built_in) VALUES
    ('01920000-0000-7000-8000-000000000201', 'admin', 'Runs the installation: may do everything', TRUE),
    ('01920000-0000-7000-8000-000000000202', 'support', 'Helps people: sees accounts, answers tickets', TRUE),
    ('01920000-0000-7000-8000-000000000203', 'member', 'What every account may do', TRUE);

COMMENT ON TABLE roles IS 'Named sets of permissions, for everyone or for one organization';
COMMENT ON COLUMN roles.organization_id IS 'NULL: a role of the whole installation';
COMMENT ON COLUMN roles.built_in IS 'TRUE: comes with Tenon and cannot be deleted';
--rollback DROP TABLE roles;

--changeset tenon:user_roles
CREATE TABLE user_roles (
    id UUID NOT NULL DEFAULT gen_random_uuid(),
    user_id UUID NOT NULL,
    role_id UUID NOT NULL,
    assigned_by UUID,
    assigned_at TIMESTAMPTZ NOT NULL DEFAULT CURRENT_TIMESTAMP,
    CONSTRAINT user_roles_pkey PRIMARY KEY (id),
    CONSTRAINT user_roles_user_role_key UNIQUE (user_id, role_id),
    CONSTRAINT user_roles_user_id_fkey FOREIGN KEY (user_id) REFERENCES users (id) ON DELETE CASCADE,
    CONSTRAINT user_roles_role_id_fkey FOREIGN KEY (role_id) REFERENCES roles (role_id) ON DELETE CASCADE,
    CONSTRAINT user_roles_assigned_by_fkey FOREIGN KEY (assigned_by) REFERENCES users (id) ON DELETE SET NULL
);

CREATE INDEX user_roles_role_id_idx ON user_roles (role_id, user_id);
CREATE INDEX user_roles_assigned_by_idx ON user_roles (assigned_by) WHERE assigned_by IS NOT NULL;

COMMENT ON TABLE user_roles IS 'Who holds which role';
--rollback DROP TABLE user_roles;

--changeset tenon:permissions
CREATE TABLE permissions (
    id UUID NOT NULL DEFAULT gen_random_uuid(),
    permission_name VARCHAR(100) NOT NULL,
    description TEXT,
    built_in BOOLEAN NOT NULL DEFAULT FALSE,
    created_at TIMESTAMPTZ NOT NULL DEFAULT CURRENT_TIMESTAMP,
    updated_at TIMESTAMPTZ NOT NULL DEFAULT CURRENT_TIMESTAMP,
    revision BIGINT NOT NULL DEFAULT 1,
    CONSTRAINT permissions_pkey PRIMARY KEY (id),
    CONSTRAINT permissions_permission_name_key UNIQUE (permission_name),
    CONSTRAINT permissions_permission_name_format CHECK (permission_name ~ '^[a-z][a-z0-9._-]*:[a-z][a-z0-9._-]*$')
);

COMMENT ON TABLE permissions IS 'What can be allowed, named resource:verb; the application writes its own catalogue here at start';
COMMENT ON COLUMN permissions.built_in IS 'TRUE: from the catalogue of the code';
--rollback DROP TABLE permissions;

--changeset tenon:role_permissions
CREATE TABLE role_permissions (
    id UUID NOT NULL DEFAULT gen_random_uuid(),
    role_id UUID NOT NULL,
    permission_id UUID NOT NULL,
    assigned_by UUID,
    assigned_at TIMESTAMPTZ NOT NULL DEFAULT CURRENT_TIMESTAMP,
    CONSTRAINT role_permissions_pkey PRIMARY KEY (id),
    CONSTRAINT role_permissions_role_permission_key UNIQUE (role_id, permission_id),
    CONSTRAINT role_permissions_role_id_fkey FOREIGN KEY (role_id) REFERENCES roles (role_id) ON DELETE CASCADE,
    CONSTRAINT role_permissions_permission_id_fkey FOREIGN KEY (permission_id)
        REFERENCES permissions (id) ON DELETE CASCADE,
    CONSTRAINT role_permissions_assigned_by_fkey FOREIGN KEY (assigned_by) REFERENCES users (id) ON DELETE SET NULL
);

CREATE INDEX role_permissions_permission_id_idx ON role_permissions (permission_id, role_id);
CREATE INDEX role_permissions_assigned_by_idx ON role_permissions (assigned_by) WHERE assigned_by IS NOT NULL;

COMMENT ON TABLE role_permissions IS 'Which role allows what';
--rollback DROP TABLE role_permissions;
