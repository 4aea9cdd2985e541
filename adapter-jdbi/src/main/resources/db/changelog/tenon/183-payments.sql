--liquibase formatted sql logicalFilePath:db/changelog/tenon/183-payments.sql

--changeset tenon:payment_methods
CREATE TABLE payment_methods (
    id UUID NOT NULL DEFAULT gen_random_uuid(),
    user_id UUID,
    organization_id UUID,
    gateway VARCHAR(50) NOT NULL,
    reference TEXT NOT NULL,
    label VARCHAR(100) NOT NULL,
    is_default BOOLEAN NOT NULL DEFAULT FALSE,
    created_at TIMESTAMPTZ NOT NULL DEFAULT CURRENT_TIMESTAMP,
    removed_at TIMESTAMPTZ,
    forget_at TIMESTAMPTZ,
    CONSTRAINT payment_methods_pkey PRIMARY KEY (id),
    CONSTRAINT payment_methods_user_id_fkey FOREIGN KEY (user_id) REFERENCES users (id) ON DELETE RESTRICT,
    CONSTRAINT payment_methods_organization_id_fkey FOREIGN KEY (organization_id)
        REFERENCES organizations (id) ON DELETE RESTRICT,
    CONSTRAINT payment_methods_belongs_to_one
        CHECK (num_nonnulls(user_id, organization_id) = CASE WHEN removed_at IS NULL THEN 1 ELSE 0 END),
    CONSTRAINT payment_methods_removed_is_forgotten CHECK ((removed_at IS NULL) = (forget_at IS NULL)),
    CONSTRAINT payment_methods_default_is_there CHECK (removed_at IS NULL OR NOT is_default)
);

CREATE UNIQUE INDEX payment_methods_one_default_of_person ON payment_methods (user_id) WHERE is_default;
CREATE UNIQUE INDEX payment_methods_one_default_of_organization ON payment_methods (organization_id) WHERE is_default;
CREATE INDEX payment_methods_user_id_idx ON payment_methods (user_id, created_at DESC, id DESC)
    WHERE user_id IS NOT NULL;
CREATE INDEX payment_methods_organization_id_idx ON payment_methods (organization_id, created_at DESC, id DESC)
    WHERE organization_id IS NOT NULL;
CREATE INDEX payment_methods_forget_idx ON payment_methods (forget_at) WHERE forget_at IS NOT NULL;

COMMENT ON TABLE payment_methods IS 'With what people and organizations pay; kept by gateways, never the number of a card';
COMMENT ON COLUMN payment_methods.reference IS 'Sealed: by which the gateway charges it';
COMMENT ON COLUMN payment_methods.removed_at IS 'Nobody''s any more, and gone for everybody; the row waits for its gateway to forget it';
COMMENT ON COLUMN payment_methods.forget_at IS 'When the gateway is asked to';
--rollback DROP TABLE payment_methods;

--changeset tenon:payment_methods_of_the_erased
CREATE TRIGGER payment_methods_not_of_the_erased BEFORE INSERT ON payment_methods
    FOR EACH ROW WHEN (NEW.user_id IS NOT NULL) EXECUTE FUNCTION tenon_refuse_rows_of_the_erased();
--rollback DROP TRIGGER payment_methods_not_of_the_erased ON payment_methods;

--changeset tenon:billing_attempts_of_gateways
-- Nobody wrote attempts before.
ALTER TABLE billing_attempts
    ADD COLUMN initiated_by VARCHAR(20) NOT NULL DEFAULT 'schedule',
    ADD COLUMN payment_method_id UUID,
    ADD COLUMN refunded_amount NUMERIC(15, 3) NOT NULL DEFAULT 0,
    ADD COLUMN action_url TEXT,
    ADD COLUMN checks INT NOT NULL DEFAULT 0,
    ADD COLUMN next_check_at TIMESTAMPTZ,
    ADD COLUMN told_at TIMESTAMPTZ,
    ADD COLUMN request_key CHAR(64),
    DROP CONSTRAINT billing_attempts_outcome_known,
    DROP CONSTRAINT billing_attempts_completed_has_time,
    ADD CONSTRAINT billing_attempts_outcome_known CHECK (outcome IN ('pending', 'needs_action', 'unknown', 'succeeded',
        'declined_softly', 'declined_hard', 'failed')),
    ADD CONSTRAINT billing_attempts_completed_has_time
        CHECK ((outcome IN ('pending', 'needs_action', 'unknown')) = (completed_at IS NULL)),
    ADD CONSTRAINT billing_attempts_initiated_by_known CHECK (initiated_by IN ('schedule', 'person', 'staff')),
    ADD CONSTRAINT billing_attempts_payment_method_id_fkey FOREIGN KEY (payment_method_id)
        REFERENCES payment_methods (id) ON DELETE SET NULL,
    ADD CONSTRAINT billing_attempts_amount_range CHECK (amount > 0),
    ADD CONSTRAINT billing_attempts_refunded_range CHECK (refunded_amount BETWEEN 0 AND amount),
    ADD CONSTRAINT billing_attempts_refunded_of_received CHECK (refunded_amount = 0 OR outcome = 'succeeded'),
    ADD CONSTRAINT billing_attempts_checks_counted CHECK (checks >= 0);

DROP INDEX billing_attempts_one_unresolved;
CREATE UNIQUE INDEX billing_attempts_one_unresolved ON billing_attempts (billing_id)
    WHERE outcome IN ('pending', 'needs_action', 'unknown');
CREATE UNIQUE INDEX billing_attempts_request_key_key ON billing_attempts (request_key) WHERE request_key IS NOT NULL;
CREATE INDEX billing_attempts_list_idx ON billing_attempts (billing_id, created_at DESC, id DESC);
CREATE INDEX billing_attempts_check_idx ON billing_attempts (next_check_at, id) WHERE next_check_at IS NOT NULL;
CREATE INDEX billing_attempts_payment_method_id_idx ON billing_attempts (payment_method_id)
    WHERE payment_method_id IS NOT NULL;

DROP INDEX billing_next_attempt_at_idx;
CREATE INDEX billing_next_attempt_at_idx ON billing (next_attempt_at, id)
    WHERE payment_status IN ('pending', 'failed') AND next_attempt_at IS NOT NULL;

COMMENT ON COLUMN billing_attempts.initiated_by IS 'schedule: it was due; person: whoever has to pay; staff: noted what came in by another way';
COMMENT ON COLUMN billing_attempts.refunded_amount IS 'What of it went back, or is on its way back';
COMMENT ON COLUMN billing_attempts.action_url IS 'Where somebody confirms it';
COMMENT ON COLUMN billing_attempts.next_check_at IS 'When the provider is asked what became of it';
COMMENT ON COLUMN billing_attempts.told_at IS 'When it happened what the provider last told by itself: what is older says nothing';
COMMENT ON COLUMN billing_attempts.request_key IS 'Digest of the request that asked for it: the same request finds it again';
--rollback DROP INDEX billing_attempts_check_idx;
--rollback DROP INDEX billing_attempts_list_idx;
--rollback DROP INDEX billing_attempts_one_unresolved;
--rollback ALTER TABLE billing_attempts DROP CONSTRAINT billing_attempts_outcome_known, DROP CONSTRAINT billing_attempts_completed_has_time, DROP CONSTRAINT billing_attempts_refunded_of_received, DROP CONSTRAINT billing_attempts_amount_range;
--rollback ALTER TABLE billing_attempts DROP COLUMN initiated_by, DROP COLUMN payment_method_id, DROP COLUMN refunded_amount, DROP COLUMN action_url, DROP COLUMN checks, DROP COLUMN next_check_at, DROP COLUMN told_at, DROP COLUMN request_key;
--rollback ALTER TABLE billing_attempts ADD CONSTRAINT billing_attempts_outcome_known CHECK (outcome IN ('pending', 'succeeded', 'declined', 'failed', 'unknown')) NOT VALID, ADD CONSTRAINT billing_attempts_completed_has_time CHECK ((outcome = 'pending') = (completed_at IS NULL)) NOT VALID;
--rollback CREATE UNIQUE INDEX billing_attempts_one_unresolved ON billing_attempts (billing_id) WHERE outcome IN ('pending', 'unknown');
--rollback DROP INDEX billing_next_attempt_at_idx;
--rollback CREATE INDEX billing_next_attempt_at_idx ON billing (next_attempt_at) WHERE payment_status IN ('pending', 'failed');

--changeset tenon:billing_refunds
CREATE TABLE billing_refunds (
    id UUID NOT NULL DEFAULT gen_random_uuid(),
    billing_id UUID NOT NULL,
    attempt_id UUID NOT NULL,
    status VARCHAR(20) NOT NULL DEFAULT 'pending',
    amount NUMERIC(15, 3) NOT NULL,
    currency VARCHAR(10) NOT NULL,
    note VARCHAR(500),
    provider_reference TEXT,
    failure_reason TEXT,
    request_key CHAR(64),
    created_at TIMESTAMPTZ NOT NULL DEFAULT CURRENT_TIMESTAMP,
    completed_at TIMESTAMPTZ,
    checks INT NOT NULL DEFAULT 0,
    next_check_at TIMESTAMPTZ,
    CONSTRAINT billing_refunds_pkey PRIMARY KEY (id),
    CONSTRAINT billing_refunds_billing_id_fkey FOREIGN KEY (billing_id) REFERENCES billing (id) ON DELETE RESTRICT,
    CONSTRAINT billing_refunds_attempt_id_fkey FOREIGN KEY (attempt_id)
        REFERENCES billing_attempts (id) ON DELETE RESTRICT,
    CONSTRAINT billing_refunds_status_known CHECK (status IN ('pending', 'succeeded', 'failed')),
    CONSTRAINT billing_refunds_completed_has_time CHECK ((status = 'pending') = (completed_at IS NULL)),
    CONSTRAINT billing_refunds_amount_range CHECK (amount > 0),
    CONSTRAINT billing_refunds_currency_format CHECK (currency ~ '^[A-Z]{3}$'),
    CONSTRAINT billing_refunds_checks_counted CHECK (checks >= 0)
);

CREATE INDEX billing_refunds_list_idx ON billing_refunds (billing_id, created_at DESC, id DESC);
CREATE INDEX billing_refunds_attempt_id_idx ON billing_refunds (attempt_id);
CREATE INDEX billing_refunds_check_idx ON billing_refunds (next_check_at, id) WHERE next_check_at IS NOT NULL;
CREATE UNIQUE INDEX billing_refunds_request_key_key ON billing_refunds (request_key) WHERE request_key IS NOT NULL;

COMMENT ON TABLE billing_refunds IS 'Money that goes back, each committed before the payment provider is called';
COMMENT ON COLUMN billing_refunds.id IS 'Also the idempotency key that the provider is given';
COMMENT ON COLUMN billing_refunds.next_check_at IS 'When the provider is asked to, or asked again';
--rollback DROP TABLE billing_refunds;

--changeset tenon:payment_events
CREATE TABLE payment_events (
    provider VARCHAR(50) NOT NULL,
    event_id VARCHAR(255) NOT NULL,
    event_type VARCHAR(100) NOT NULL,
    about VARCHAR(100),
    occurred_at TIMESTAMPTZ NOT NULL,
    received_at TIMESTAMPTZ NOT NULL,
    receipt VARCHAR(20),
    CONSTRAINT payment_events_pkey PRIMARY KEY (provider, event_id),
    CONSTRAINT payment_events_receipt_known CHECK (receipt IN ('applied', 'outdated', 'repeated', 'ignored'))
);

CREATE INDEX payment_events_received_at_idx ON payment_events (received_at);

COMMENT ON TABLE payment_events IS 'Which events payment providers told by themselves: each is taken in once';
COMMENT ON COLUMN payment_events.about IS 'The attempt or the refund, as the provider was told';
--rollback DROP TABLE payment_events;
