--liquibase formatted sql logicalFilePath:db/changelog/tenon/186-webhooks.sql

--changeset tenon:webhook_deliveries_under_way
-- What is under way is counted for every claim, and is little, however much waits. The lists of what failed and of what was given
-- up would else be read out of a webhook's whole history.
CREATE INDEX webhook_deliveries_leased_idx ON webhook_deliveries (endpoint_id) WHERE lease_until IS NOT NULL;
CREATE INDEX webhook_deliveries_failed_idx ON webhook_deliveries (endpoint_id, status, queued_at DESC, event_id DESC)
    WHERE status IN ('failed', 'dead');
--rollback DROP INDEX webhook_deliveries_leased_idx, webhook_deliveries_failed_idx;
