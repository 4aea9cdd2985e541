--liquibase formatted sql logicalFilePath:db/changelog/tenon/030-organizations.sql

--changeset tenon:organizations
CREATE TABLE organizations (
    id UUID NOT NULL DEFAULT gen_random_uuid(),
    name VARCHAR(255) NOT NULL,
    slug VARCHAR(63) NOT NULL,
    owner_user_id UUID NOT NULL,
    storage_limit BIGINT DEFAULT 1073741824,
    custom_branding JSONB DEFAULT NULL,
    created_at TIMESTAMPTZ NOT NULL DEFAULT CURRENT_TIMESTAMP,
    updated_at TIMESTAMPTZ NOT NULL DEFAULT CURRENT_TIMESTAMP,
    revision BIGINT NOT NULL DEFAULT 1,
    CONSTRAINT organizations_pkey PRIMARY KEY (id),
    CONSTRAINT organizations_slug_key UNIQUE (slug),
    CONSTRAINT organizations_owner_user_id_fkey FOREIGN KEY (owner_user_id) REFERENCES users (id) ON DELETE RESTRICT,
    CONSTRAINT organizations_name_present CHECK (name <> ''),
    CONSTRAINT organizations_slug_format CHECK (slug ~ '^[a-z0-9]+(-[a-z0-9]+)*$'),
    CONSTRAINT organizations_storage_limit_counted CHECK (storage_limit >= 0),
    CONSTRAINT organizations_custom_branding_object CHECK (jsonb_typeof(custom_branding) = 'object')
);

CREATE INDEX organizations_owner_user_id_idx ON organizations (owner_user_id);
CREATE INDEX organizations_created_at_idx ON organizations (created_at DESC, id DESC);

COMMENT ON TABLE organizations IS 'Teams that share documents, a plan and an invoice';
COMMENT ON COLUMN organizations.owner_user_id IS 'The main owner; further owners are members with the role owner';
COMMENT ON COLUMN organizations.storage_limit IS 'Bytes that the organization may use where no plan says otherwise; NULL is unlimited';
--rollback DROP TABLE organizations;

--changeset tenon:organization_members
CREATE TABLE organization_members (
    id UUID NOT NULL DEFAULT gen_random_uuid(),
    organization_id UUID NOT NULL,
    user_id UUID NOT NULL,
    role VARCHAR(50) NOT NULL DEFAULT 'member',
    notifications_enabled BOOLEAN NOT NULL DEFAULT TRUE,
    joined_at TIMESTAMPTZ NOT NULL DEFAULT CURRENT_TIMESTAMP,
    revision BIGINT NOT NULL DEFAULT 1,
    CONSTRAINT organization_members_pkey PRIMARY KEY (id),
    CONSTRAINT organization_members_organization_user_key UNIQUE (organization_id, user_id),
    CONSTRAINT organization_members_organization_id_fkey FOREIGN KEY (organization_id)
        REFERENCES organizations (id) ON DELETE CASCADE,
    CONSTRAINT organization_members_user_id_fkey FOREIGN KEY (user_id) REFERENCES users (id) ON DELETE CASCADE,
    CONSTRAINT organization_members_role_known CHECK (role IN ('owner', 'admin', 'member'))
);

CREATE INDEX organization_members_user_id_idx ON organization_members (user_id, joined_at DESC, id DESC);
CREATE INDEX organization_members_joined_at_idx ON organization_members (organization_id, joined_at, id);

COMMENT ON TABLE organization_members IS 'Who belongs to an organization and as what; at least one owner, always';
--rollback DROP TABLE organization_members;

--changeset tenon:invitations
CREATE TABLE invitations (
    id UUID NOT NULL DEFAULT gen_random_uuid(),
    organization_id UUID NOT NULL,
    email VARCHAR(255) NOT NULL,
    role VARCHAR(50) NOT NULL DEFAULT 'member',
    token_hash TEXT NOT NULL,
    invited_by UUID,
    status VARCHAR(50) NOT NULL DEFAULT 'pending',
    created_at TIMESTAMPTZ NOT NULL DEFAULT CURRENT_TIMESTAMP,
    expires_at TIMESTAMPTZ NOT NULL,
    accepted_by UUID,
    accepted_at TIMESTAMPTZ,
    CONSTRAINT invitations_pkey PRIMARY KEY (id),
    CONSTRAINT invitations_token_hash_key UNIQUE (token_hash),
    CONSTRAINT invitations_organization_id_fkey FOREIGN KEY (organization_id)
        REFERENCES organizations (id) ON DELETE CASCADE,
    CONSTRAINT invitations_invited_by_fkey FOREIGN KEY (invited_by) REFERENCES users (id) ON DELETE SET NULL,
    CONSTRAINT invitations_accepted_by_fkey FOREIGN KEY (accepted_by) REFERENCES users (id) ON DELETE SET NULL,
    CONSTRAINT invitations_role_known CHECK (role IN ('owner', 'admin', 'member')),
    CONSTRAINT invitations_status_known CHECK (status IN ('pending', 'accepted', 'declined', 'expired', 'revoked')),
    CONSTRAINT invitations_accepted_has_time CHECK ((status = 'accepted') = (accepted_at IS NOT NULL)),
    CONSTRAINT invitations_expires_later CHECK (expires_at > created_at)
);

CREATE UNIQUE INDEX invitations_one_pending_per_address ON invitations (organization_id, lower(email))
    WHERE status = 'pending';
CREATE INDEX invitations_organization_id_idx ON invitations (organization_id, created_at DESC, id DESC);
CREATE INDEX invitations_email_idx ON invitations (lower(email), created_at DESC, id DESC);
CREATE INDEX invitations_invited_by_idx ON invitations (invited_by);
CREATE INDEX invitations_accepted_by_idx ON invitations (accepted_by);
CREATE INDEX invitations_expires_at_idx ON invitations (expires_at) WHERE status = 'pending';

COMMENT ON TABLE invitations IS 'Offers to join an organization, each accepted at most once';
COMMENT ON COLUMN invitations.token_hash IS 'SHA-256 of the token in the mail; replaced when the invitation is sent again';
--rollback DROP TABLE invitations;
