--liquibase formatted sql logicalFilePath:db/changelog/tenon/180-plans.sql

--changeset tenon:plans_of_every_currency
ALTER TABLE plans ALTER COLUMN price TYPE NUMERIC(15, 3);

COMMENT ON COLUMN plans.price IS
    'Per billing_interval, in the currency, with as many decimals as ISO 4217 gives it: none for JPY, three for KWD';
--rollback ALTER TABLE plans ALTER COLUMN price TYPE NUMERIC(10, 2);

--changeset tenon:plans_archived
DROP INDEX plans_name_key;
CREATE UNIQUE INDEX plans_name_key ON plans (lower(name)) WHERE archived_at IS NULL;
CREATE INDEX plans_archived_idx ON plans (archived_at DESC, id DESC) WHERE archived_at IS NOT NULL;

COMMENT ON INDEX plans_name_key IS 'What is offered no more leaves its name to what follows it';
--rollback DROP INDEX plans_archived_idx;
--rollback DROP INDEX plans_name_key;
--rollback CREATE UNIQUE INDEX plans_name_key ON plans (lower(name));

--changeset tenon:features_in_use
ALTER TABLE plan_features
    DROP CONSTRAINT plan_features_feature_id_fkey,
    ADD CONSTRAINT plan_features_feature_id_fkey FOREIGN KEY (feature_id) REFERENCES features (id) ON DELETE RESTRICT;

CREATE INDEX features_created_at_idx ON features (created_at, id);
--rollback DROP INDEX features_created_at_idx;
--rollback ALTER TABLE plan_features DROP CONSTRAINT plan_features_feature_id_fkey, ADD CONSTRAINT plan_features_feature_id_fkey FOREIGN KEY (feature_id) REFERENCES features (id) ON DELETE CASCADE;

--changeset tenon:entitlement_overrides splitStatements:false
CREATE TABLE entitlement_overrides (
    id UUID NOT NULL DEFAULT gen_random_uuid(),
    user_id UUID,
    organization_id UUID,
    key VARCHAR(100) NOT NULL,
    feature_id UUID,
    is_granted BOOLEAN NOT NULL DEFAULT TRUE,
    limit_value BIGINT,
    starts_at TIMESTAMPTZ NOT NULL,
    ends_at TIMESTAMPTZ,
    reason VARCHAR(500) NOT NULL,
    made_by UUID,
    in_force BOOLEAN NOT NULL,
    turns_at TIMESTAMPTZ,
    created_at TIMESTAMPTZ NOT NULL DEFAULT CURRENT_TIMESTAMP,
    updated_at TIMESTAMPTZ NOT NULL DEFAULT CURRENT_TIMESTAMP,
    revision BIGINT NOT NULL DEFAULT 1,
    CONSTRAINT entitlement_overrides_pkey PRIMARY KEY (id),
    CONSTRAINT entitlement_overrides_user_id_fkey FOREIGN KEY (user_id) REFERENCES users (id) ON DELETE CASCADE,
    CONSTRAINT entitlement_overrides_organization_id_fkey FOREIGN KEY (organization_id)
        REFERENCES organizations (id) ON DELETE CASCADE,
    CONSTRAINT entitlement_overrides_feature_id_fkey FOREIGN KEY (feature_id) REFERENCES features (id) ON DELETE RESTRICT,
    CONSTRAINT entitlement_overrides_made_by_fkey FOREIGN KEY (made_by) REFERENCES users (id) ON DELETE SET NULL,
    CONSTRAINT entitlement_overrides_one_subject CHECK (num_nonnulls(user_id, organization_id) = 1),
    CONSTRAINT entitlement_overrides_key_known
        CHECK (feature_id IS NOT NULL OR key IN ('max-documents', 'max-storage', 'max-seats')),
    CONSTRAINT entitlement_overrides_limit_value_range CHECK (limit_value >= 0),
    CONSTRAINT entitlement_overrides_granted_has_limit CHECK (is_granted OR limit_value IS NULL),
    CONSTRAINT entitlement_overrides_reason_present CHECK (reason <> ''),
    CONSTRAINT entitlement_overrides_span CHECK (ends_at > starts_at)
);

CREATE UNIQUE INDEX entitlement_overrides_user_key ON entitlement_overrides (user_id, key) WHERE user_id IS NOT NULL;
CREATE UNIQUE INDEX entitlement_overrides_organization_key ON entitlement_overrides (organization_id, key)
    WHERE organization_id IS NOT NULL;
CREATE INDEX entitlement_overrides_created_at_idx ON entitlement_overrides (created_at DESC, id DESC);
CREATE INDEX entitlement_overrides_key_idx ON entitlement_overrides (key, created_at DESC, id DESC);
CREATE INDEX entitlement_overrides_turns_at_idx ON entitlement_overrides (turns_at, id) WHERE turns_at IS NOT NULL;
CREATE INDEX entitlement_overrides_feature_id_idx ON entitlement_overrides (feature_id) WHERE feature_id IS NOT NULL;
CREATE INDEX entitlement_overrides_made_by_idx ON entitlement_overrides (made_by) WHERE made_by IS NOT NULL;

CREATE TRIGGER entitlement_overrides_not_of_the_erased BEFORE INSERT ON entitlement_overrides
    FOR EACH ROW WHEN (NEW.user_id IS NOT NULL) EXECUTE FUNCTION tenon_refuse_rows_of_the_erased();

CREATE OR REPLACE FUNCTION tenon_plan_permissions(person UUID, names TEXT[]) RETURNS TEXT[]
    LANGUAGE sql STABLE PARALLEL SAFE AS
$$
    SELECT ARRAY(
        SELECT p.permission_name::text
        FROM permissions p
        LEFT JOIN features f ON f.id = p.feature_id
        LEFT JOIN entitlement_overrides o ON o.user_id = person AND o.key = f.key AND o.in_force
        WHERE p.permission_name = ANY (names) AND p.feature_id IS NOT NULL
          AND CASE WHEN o.id IS NOT NULL THEN o.is_granted AND o.limit_value IS DISTINCT FROM 0
                   ELSE EXISTS (
                       SELECT 1
                       FROM subscriptions s
                       JOIN plan_features pf ON pf.plan_id = s.plan_id AND pf.feature_id = p.feature_id
                            AND pf.limit_value IS DISTINCT FROM 0
                       WHERE s.user_id = person AND s.organization_id IS NULL AND s.status IN ('trialing', 'active')) END)
$$;

COMMENT ON FUNCTION tenon_plan_permissions(UUID, TEXT[]) IS
    'Those of these permissions whose feature an exception gives the person, or else its own plan while the subscription is active or on trial';
COMMENT ON TABLE entitlement_overrides IS 'Exceptions to what plans grant: one for each person or organization and thing';
COMMENT ON COLUMN entitlement_overrides.key IS 'Of the feature, or max-documents, max-storage, max-seats';
COMMENT ON COLUMN entitlement_overrides.in_force IS 'Whether it counts now: a job sees to it at turns_at, so that every statement can ask without a clock';
COMMENT ON COLUMN entitlement_overrides.turns_at IS 'When it begins or ends next; NULL for never';
--rollback CREATE OR REPLACE FUNCTION tenon_plan_permissions(person UUID, names TEXT[]) RETURNS TEXT[] LANGUAGE sql STABLE PARALLEL SAFE AS $$ SELECT ARRAY( SELECT p.permission_name::text FROM permissions p JOIN plan_features pf ON pf.feature_id = p.feature_id AND pf.limit_value IS DISTINCT FROM 0 JOIN subscriptions s ON s.plan_id = pf.plan_id WHERE p.permission_name = ANY (names) AND s.user_id = person AND s.organization_id IS NULL AND s.status IN ('trialing', 'active')) $$;
--rollback DROP TABLE entitlement_overrides;

--changeset tenon:plans_limited
ALTER TABLE plans ADD COLUMN limited_through UUID;

CREATE INDEX plans_limited_idx ON plans (id) WHERE limited_through IS NOT NULL;
CREATE INDEX subscriptions_of_plan_idx ON subscriptions (plan_id, id) WHERE status IN ('trialing', 'active', 'past_due');

COMMENT ON COLUMN plans.limited_through IS
    'Set after a limit changed: the last subscription whose quota was brought up to date with it, in the order of their ids';
--rollback DROP INDEX subscriptions_of_plan_idx;
--rollback DROP INDEX plans_limited_idx;
--rollback ALTER TABLE plans DROP COLUMN limited_through;

--changeset tenon:quota_warnings splitStatements:false
ALTER TABLE storage_quotas
    ADD COLUMN storage_told SMALLINT NOT NULL DEFAULT 0,
    ADD COLUMN documents_told SMALLINT NOT NULL DEFAULT 0,
    ADD CONSTRAINT storage_quotas_told_known CHECK (storage_told IN (0, 80, 100) AND documents_told IN (0, 80, 100));

CREATE FUNCTION tenon_quota_step(used BIGINT, most BIGINT) RETURNS INT
    LANGUAGE sql IMMUTABLE PARALLEL SAFE AS
$$
    SELECT CASE WHEN coalesce(most, 0) = 0 THEN 0 WHEN used >= most THEN 100 WHEN used * 5 >= most * 4 THEN 80 ELSE 0 END
$$;

COMMENT ON COLUMN storage_quotas.storage_told IS 'At how many percent of the bytes the owner was told last: 80, 100, or 0 for below';
COMMENT ON COLUMN storage_quotas.documents_told IS 'At how many percent of the documents the owner was told last: 80, 100, or 0 for below';
COMMENT ON FUNCTION tenon_quota_step(BIGINT, BIGINT) IS 'At how many percent owners of a quota are told: 80, 100, or 0 for below';
--rollback DROP FUNCTION tenon_quota_step(BIGINT, BIGINT);
--rollback ALTER TABLE storage_quotas DROP CONSTRAINT storage_quotas_told_known, DROP COLUMN storage_told, DROP COLUMN documents_told;
