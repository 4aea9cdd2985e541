--liquibase formatted sql logicalFilePath:db/changelog/tenon/190-running-subscriptions.sql

--changeset tenon:running_subscriptions splitStatements:false
-- The one meaning of "its plan counts": every statement that asks what a plan gives asks these two. SubscriptionStatus.isRunning says
-- the same in Java, and a test holds them equal. The first is inlined, so that partial indexes serve it.
CREATE FUNCTION tenon_subscription_runs(status TEXT) RETURNS BOOLEAN
    LANGUAGE sql IMMUTABLE PARALLEL SAFE AS
$$
    SELECT status IN ('trialing', 'active', 'past_due')
$$;

CREATE FUNCTION tenon_plan_that_counts(status TEXT, plan UUID, organization UUID) RETURNS UUID
    LANGUAGE sql STABLE PARALLEL SAFE AS
$$
    SELECT CASE WHEN tenon_subscription_runs(status) THEN plan
                WHEN status IN ('incomplete', 'paused') AND organization IS NULL
                THEN (SELECT p.id FROM plans p WHERE lower(p.name) = 'free' AND p.archived_at IS NULL) END
$$;

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
                       JOIN plan_features pf
                            ON pf.plan_id = tenon_plan_that_counts(s.status, s.plan_id, NULL)
                            AND pf.feature_id = p.feature_id AND pf.limit_value IS DISTINCT FROM 0
                       WHERE s.user_id = person AND s.organization_id IS NULL
                         AND s.status IN ('incomplete', 'trialing', 'active', 'past_due', 'paused')) END)
$$;

COMMENT ON FUNCTION tenon_subscription_runs(TEXT) IS
    'Whether a subscription in this status gives what its plan grants: on trial, active, and past due while retries run';
COMMENT ON FUNCTION tenon_plan_that_counts(TEXT, UUID, UUID) IS
    'The plan of a subscription that counts now: its own while it runs; while it waits or rests, Free for a person and none for an organization';
COMMENT ON FUNCTION tenon_plan_permissions(UUID, TEXT[]) IS
    'Those of these permissions whose feature an exception gives the person, or else the plan that counts';
--rollback CREATE OR REPLACE FUNCTION tenon_plan_permissions(person UUID, names TEXT[]) RETURNS TEXT[] LANGUAGE sql STABLE PARALLEL SAFE AS $$ SELECT ARRAY( SELECT p.permission_name::text FROM permissions p LEFT JOIN features f ON f.id = p.feature_id LEFT JOIN entitlement_overrides o ON o.user_id = person AND o.key = f.key AND o.in_force WHERE p.permission_name = ANY (names) AND p.feature_id IS NOT NULL AND CASE WHEN o.id IS NOT NULL THEN o.is_granted AND o.limit_value IS DISTINCT FROM 0 ELSE EXISTS ( SELECT 1 FROM subscriptions s JOIN plan_features pf ON pf.plan_id = s.plan_id AND pf.feature_id = p.feature_id AND pf.limit_value IS DISTINCT FROM 0 WHERE s.user_id = person AND s.organization_id IS NULL AND s.status IN ('trialing', 'active')) END) $$;
--rollback DROP FUNCTION tenon_plan_that_counts(TEXT, UUID, UUID);
--rollback DROP FUNCTION tenon_subscription_runs(TEXT);
