--liquibase formatted sql logicalFilePath:db/changelog/tenon/179-webhooks.sql

--changeset tenon:webhook_endpoints
CREATE TABLE webhook_endpoints (
    id UUID NOT NULL DEFAULT gen_random_uuid(),
    organization_id UUID,
    created_by UUID,
    url TEXT NOT NULL,
    description VARCHAR(255),
    event_types TEXT[] NOT NULL DEFAULT '{}',
    secret TEXT NOT NULL,
    previous_secret TEXT,
    previous_secret_until TIMESTAMPTZ,
    disabled_reason VARCHAR(20),
    disabled_at TIMESTAMPTZ,
    failing_since TIMESTAMPTZ,
    failures INT NOT NULL DEFAULT 0,
    held_back_until TIMESTAMPTZ,
    created_at TIMESTAMPTZ NOT NULL DEFAULT CURRENT_TIMESTAMP,
    updated_at TIMESTAMPTZ NOT NULL DEFAULT CURRENT_TIMESTAMP,
    revision BIGINT NOT NULL DEFAULT 1,
    CONSTRAINT webhook_endpoints_pkey PRIMARY KEY (id),
    CONSTRAINT webhook_endpoints_organization_id_fkey FOREIGN KEY (organization_id)
        REFERENCES organizations (id) ON DELETE CASCADE,
    CONSTRAINT webhook_endpoints_created_by_fkey FOREIGN KEY (created_by) REFERENCES users (id) ON DELETE SET NULL,
    CONSTRAINT webhook_endpoints_url_of_http CHECK (url ~ '^https?://[!-~]+$' AND length(url) <= 2000),
    CONSTRAINT webhook_endpoints_reason_known CHECK (disabled_reason IN ('by_hand', 'failing', 'gone', 'taken_back')),
    CONSTRAINT webhook_endpoints_disabled_has_time CHECK ((disabled_reason IS NULL) = (disabled_at IS NULL)),
    CONSTRAINT webhook_endpoints_previous_is_whole
        CHECK ((previous_secret IS NULL) = (previous_secret_until IS NULL)),
    CONSTRAINT webhook_endpoints_failures_counted CHECK (failures >= 0)
) WITH (fillfactor = 85);

CREATE INDEX webhook_endpoints_organization_id_idx ON webhook_endpoints (organization_id, created_at DESC, id DESC);
CREATE INDEX webhook_endpoints_created_by_idx ON webhook_endpoints (created_by) WHERE created_by IS NOT NULL;
CREATE INDEX webhook_endpoints_previous_secret_idx ON webhook_endpoints (previous_secret_until)
    WHERE previous_secret_until IS NOT NULL;

COMMENT ON TABLE webhook_endpoints IS 'Addresses that are told what the audit trail records';
COMMENT ON COLUMN webhook_endpoints.organization_id IS 'Whose events; NULL for those of the whole installation';
COMMENT ON COLUMN webhook_endpoints.event_types IS 'Actions of the audit trail, or all of a noun (member.*); empty for all';
COMMENT ON COLUMN webhook_endpoints.secret IS 'Sealed: it must be read to sign';
COMMENT ON COLUMN webhook_endpoints.failing_since IS 'When the first call failed after which none arrived';
COMMENT ON COLUMN webhook_endpoints.held_back_until IS 'No call before this instant: the receiver fails, or asked for it';
--rollback DROP TABLE webhook_endpoints;

--changeset tenon:webhook_deliveries
CREATE TABLE webhook_deliveries (
    endpoint_id UUID NOT NULL,
    event_id UUID NOT NULL,
    event_type VARCHAR(100) NOT NULL,
    occurred_at TIMESTAMPTZ NOT NULL,
    queued_at TIMESTAMPTZ NOT NULL,
    status VARCHAR(20) NOT NULL DEFAULT 'pending',
    attempts INT NOT NULL DEFAULT 0,
    next_attempt_at TIMESTAMPTZ NOT NULL,
    locked_by TEXT,
    lease_until TIMESTAMPTZ,
    response_status INT,
    duration_ms BIGINT,
    last_error VARCHAR(255),
    last_attempt_at TIMESTAMPTZ,
    delivered_at TIMESTAMPTZ,
    CONSTRAINT webhook_deliveries_pkey PRIMARY KEY (endpoint_id, event_id),
    CONSTRAINT webhook_deliveries_status_known CHECK (status IN ('pending', 'failed', 'delivered', 'dead')),
    CONSTRAINT webhook_deliveries_attempts_counted CHECK (attempts >= 0),
    CONSTRAINT webhook_deliveries_lease_is_whole CHECK ((locked_by IS NULL) = (lease_until IS NULL)),
    CONSTRAINT webhook_deliveries_delivered_has_time CHECK ((status = 'delivered') = (delivered_at IS NOT NULL))
) WITH (fillfactor = 80);

CREATE INDEX webhook_deliveries_open_idx ON webhook_deliveries (endpoint_id, next_attempt_at, event_id)
    WHERE status IN ('pending', 'failed');
CREATE INDEX webhook_deliveries_dead_idx ON webhook_deliveries (endpoint_id) WHERE status = 'dead';
CREATE INDEX webhook_deliveries_list_idx ON webhook_deliveries (endpoint_id, queued_at DESC, event_id DESC);

COMMENT ON TABLE webhook_deliveries IS 'The queue of events; what they say stands in audit_logs';
COMMENT ON COLUMN webhook_deliveries.endpoint_id IS
    'No foreign key: its check would lock the endpoint''s row in every commit that is told. A job forgets what is left behind';
COMMENT ON COLUMN webhook_deliveries.event_id IS 'Row of audit_logs, written at occurred_at; of a test, its own';
COMMENT ON COLUMN webhook_deliveries.queued_at IS 'When it happened, or was last replayed; kept for 30 days from then';
--rollback DROP TABLE webhook_deliveries;
