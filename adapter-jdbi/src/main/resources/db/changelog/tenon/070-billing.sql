--liquibase formatted sql logicalFilePath:db/changelog/tenon/070-billing.sql

--changeset tenon:subscriptions
CREATE TABLE subscriptions (
    id UUID NOT NULL DEFAULT gen_random_uuid(),
    user_id UUID NOT NULL,
    organization_id UUID,
    plan_id UUID NOT NULL,
    pending_plan_id UUID,
    start_date DATE NOT NULL,
    end_date DATE,
    status VARCHAR(50) NOT NULL DEFAULT 'active',
    price DECIMAL(10, 2) NOT NULL,
    currency CHAR(3) NOT NULL,
    billing_interval VARCHAR(10) NOT NULL,
    billing_anchor TIMESTAMPTZ NOT NULL,
    current_period_start TIMESTAMPTZ NOT NULL,
    current_period_end TIMESTAMPTZ,
    trial_end TIMESTAMPTZ,
    cancel_at_period_end BOOLEAN NOT NULL DEFAULT FALSE,
    canceled_at TIMESTAMPTZ,
    created_at TIMESTAMPTZ NOT NULL DEFAULT CURRENT_TIMESTAMP,
    updated_at TIMESTAMPTZ NOT NULL DEFAULT CURRENT_TIMESTAMP,
    revision BIGINT NOT NULL DEFAULT 1,
    CONSTRAINT subscriptions_pkey PRIMARY KEY (id),
    CONSTRAINT subscriptions_user_id_fkey FOREIGN KEY (user_id) REFERENCES users (id) ON DELETE CASCADE,
    CONSTRAINT subscriptions_organization_id_fkey FOREIGN KEY (organization_id)
        REFERENCES organizations (id) ON DELETE CASCADE,
    CONSTRAINT subscriptions_plan_id_fkey FOREIGN KEY (plan_id) REFERENCES plans (id) ON DELETE RESTRICT,
    CONSTRAINT subscriptions_pending_plan_id_fkey FOREIGN KEY (pending_plan_id) REFERENCES plans (id) ON DELETE RESTRICT,
    CONSTRAINT subscriptions_status_known
        CHECK (status IN ('incomplete', 'trialing', 'active', 'past_due', 'paused', 'canceled', 'expired')),
    CONSTRAINT subscriptions_price_range CHECK (price >= 0),
    CONSTRAINT subscriptions_currency_format CHECK (currency ~ '^[A-Z]{3}$'),
    CONSTRAINT subscriptions_billing_interval_known CHECK (billing_interval IN ('month', 'year')),
    CONSTRAINT subscriptions_period_ordered CHECK (current_period_end > current_period_start),
    CONSTRAINT subscriptions_dates_ordered CHECK (end_date >= start_date)
);

CREATE UNIQUE INDEX subscriptions_one_live_per_user ON subscriptions (user_id)
    WHERE organization_id IS NULL AND status IN ('incomplete', 'trialing', 'active', 'past_due', 'paused');
CREATE UNIQUE INDEX subscriptions_one_live_per_organization ON subscriptions (organization_id)
    WHERE organization_id IS NOT NULL AND status IN ('incomplete', 'trialing', 'active', 'past_due', 'paused');
CREATE INDEX subscriptions_user_id_idx ON subscriptions (user_id, created_at DESC, id DESC);
CREATE INDEX subscriptions_organization_id_idx ON subscriptions (organization_id, created_at DESC, id DESC);
CREATE INDEX subscriptions_created_at_idx ON subscriptions (created_at DESC, id DESC);
CREATE INDEX subscriptions_plan_id_idx ON subscriptions (plan_id, created_at DESC, id DESC);
CREATE INDEX subscriptions_pending_plan_id_idx ON subscriptions (pending_plan_id) WHERE pending_plan_id IS NOT NULL;
CREATE INDEX subscriptions_period_due_idx ON subscriptions (current_period_end)
    WHERE status IN ('trialing', 'active', 'past_due');

COMMENT ON TABLE subscriptions IS 'Who is on which plan; at most one live row per person and per organization';
COMMENT ON COLUMN subscriptions.user_id IS 'The subscriber, or who subscribed for the organization';
COMMENT ON COLUMN subscriptions.organization_id IS 'Set: the subscription is the organization''s, not the person''s';
COMMENT ON COLUMN subscriptions.price IS 'Copied from the plan at the start: a new price list changes no running subscription';
COMMENT ON COLUMN subscriptions.billing_anchor IS 'Period n runs from the anchor plus n intervals; never counted on from the period before';
COMMENT ON COLUMN subscriptions.current_period_end IS 'NULL: a plan without charge that never ends';
COMMENT ON COLUMN subscriptions.pending_plan_id IS 'The plan of the next period, when a change waits for it';
--rollback DROP TABLE subscriptions;

--changeset tenon:trial_periods
CREATE TABLE trial_periods (
    id UUID NOT NULL DEFAULT gen_random_uuid(),
    user_id UUID NOT NULL,
    organization_id UUID,
    plan_id UUID NOT NULL,
    email_hash TEXT NOT NULL,
    start_date DATE NOT NULL,
    end_date DATE NOT NULL,
    is_active BOOLEAN NOT NULL DEFAULT TRUE,
    created_at TIMESTAMPTZ NOT NULL DEFAULT CURRENT_TIMESTAMP,
    CONSTRAINT trial_periods_pkey PRIMARY KEY (id),
    CONSTRAINT trial_periods_one_per_email UNIQUE (email_hash),
    CONSTRAINT trial_periods_user_id_fkey FOREIGN KEY (user_id) REFERENCES users (id) ON DELETE CASCADE,
    CONSTRAINT trial_periods_organization_id_fkey FOREIGN KEY (organization_id)
        REFERENCES organizations (id) ON DELETE CASCADE,
    CONSTRAINT trial_periods_plan_id_fkey FOREIGN KEY (plan_id) REFERENCES plans (id) ON DELETE RESTRICT,
    CONSTRAINT trial_periods_dates_ordered CHECK (end_date > start_date)
);

CREATE UNIQUE INDEX trial_periods_one_per_user ON trial_periods (user_id) WHERE organization_id IS NULL;
CREATE UNIQUE INDEX trial_periods_one_per_organization ON trial_periods (organization_id)
    WHERE organization_id IS NOT NULL;
CREATE INDEX trial_periods_user_id_idx ON trial_periods (user_id, created_at DESC, id DESC);
CREATE INDEX trial_periods_plan_id_idx ON trial_periods (plan_id);

COMMENT ON TABLE trial_periods IS 'Trials that were given, one ever per person, organization and address';
COMMENT ON COLUMN trial_periods.email_hash IS 'Keyed hash of the canonical address; stays when the person is erased';
COMMENT ON COLUMN trial_periods.is_active IS 'FALSE once ended early; a trial runs while this is TRUE and today is in [start_date, end_date)';
--rollback DROP TABLE trial_periods;

--changeset tenon:billing
CREATE TABLE billing (
    id UUID NOT NULL DEFAULT gen_random_uuid(),
    user_id UUID NOT NULL,
    organization_id UUID,
    subscription_id UUID NOT NULL,
    number BIGINT,
    kind VARCHAR(30) NOT NULL,
    period_start TIMESTAMPTZ,
    period_end TIMESTAMPTZ,
    subtotal NUMERIC(10, 2) NOT NULL,
    tax NUMERIC(10, 2) NOT NULL DEFAULT 0,
    amount NUMERIC(10, 2) NOT NULL,
    currency VARCHAR(10) NOT NULL DEFAULT 'USD',
    payment_status VARCHAR(50) NOT NULL DEFAULT 'pending',
    payment_date TIMESTAMPTZ,
    due_at TIMESTAMPTZ,
    finalized_at TIMESTAMPTZ,
    attempt_count INT NOT NULL DEFAULT 0,
    next_attempt_at TIMESTAMPTZ,
    created_at TIMESTAMPTZ NOT NULL DEFAULT CURRENT_TIMESTAMP,
    updated_at TIMESTAMPTZ NOT NULL DEFAULT CURRENT_TIMESTAMP,
    revision BIGINT NOT NULL DEFAULT 1,
    CONSTRAINT billing_pkey PRIMARY KEY (id),
    CONSTRAINT billing_number_key UNIQUE (number),
    CONSTRAINT billing_user_id_fkey FOREIGN KEY (user_id) REFERENCES users (id) ON DELETE RESTRICT,
    CONSTRAINT billing_organization_id_fkey FOREIGN KEY (organization_id)
        REFERENCES organizations (id) ON DELETE RESTRICT,
    CONSTRAINT billing_subscription_id_fkey FOREIGN KEY (subscription_id)
        REFERENCES subscriptions (id) ON DELETE RESTRICT,
    CONSTRAINT billing_kind_known
        CHECK (kind IN ('subscription_create', 'subscription_cycle', 'subscription_update', 'manual')),
    CONSTRAINT billing_payment_status_known
        CHECK (payment_status IN ('draft', 'pending', 'paid', 'failed', 'void', 'uncollectible', 'refunded')),
    CONSTRAINT billing_numbered_when_finalized CHECK (payment_status IN ('draft', 'void') OR number IS NOT NULL),
    CONSTRAINT billing_amount_adds_up CHECK (amount = subtotal + tax),
    CONSTRAINT billing_currency_format CHECK (currency ~ '^[A-Z]{3}$'),
    CONSTRAINT billing_period_ordered CHECK (period_end > period_start),
    CONSTRAINT billing_attempts_counted CHECK (attempt_count >= 0)
);

CREATE UNIQUE INDEX billing_one_per_period ON billing (subscription_id, period_start, kind)
    WHERE kind IN ('subscription_create', 'subscription_cycle') AND payment_status <> 'void';
CREATE INDEX billing_user_id_idx ON billing (user_id, created_at DESC, id DESC);
CREATE INDEX billing_organization_id_idx ON billing (organization_id, created_at DESC, id DESC);
CREATE INDEX billing_subscription_id_idx ON billing (subscription_id, created_at DESC, id DESC);
CREATE INDEX billing_payment_status_idx ON billing (payment_status, created_at DESC, id DESC);
CREATE INDEX billing_next_attempt_at_idx ON billing (next_attempt_at) WHERE payment_status IN ('pending', 'failed');

COMMENT ON TABLE billing IS 'Invoices; they outlive the people they are about';
COMMENT ON COLUMN billing.number IS 'Given when the invoice is finalized, without gaps, from the row invoice of counters';
COMMENT ON COLUMN billing.amount IS 'Total: subtotal plus tax';
--rollback DROP TABLE billing;

--changeset tenon:billing_lines
CREATE TABLE billing_lines (
    id UUID NOT NULL DEFAULT gen_random_uuid(),
    billing_id UUID NOT NULL,
    position INT NOT NULL,
    description VARCHAR(500) NOT NULL,
    quantity INT NOT NULL DEFAULT 1,
    unit_amount NUMERIC(10, 2) NOT NULL,
    amount NUMERIC(10, 2) NOT NULL,
    period_start TIMESTAMPTZ,
    period_end TIMESTAMPTZ,
    is_proration BOOLEAN NOT NULL DEFAULT FALSE,
    created_at TIMESTAMPTZ NOT NULL DEFAULT CURRENT_TIMESTAMP,
    CONSTRAINT billing_lines_pkey PRIMARY KEY (id),
    CONSTRAINT billing_lines_position_key UNIQUE (billing_id, position),
    CONSTRAINT billing_lines_billing_id_fkey FOREIGN KEY (billing_id) REFERENCES billing (id) ON DELETE CASCADE,
    CONSTRAINT billing_lines_period_ordered CHECK (period_end > period_start)
);

COMMENT ON TABLE billing_lines IS 'What an invoice charges or credits; the lines add up to its subtotal';
--rollback DROP TABLE billing_lines;

--changeset tenon:billing_attempts
CREATE TABLE billing_attempts (
    id UUID NOT NULL DEFAULT gen_random_uuid(),
    billing_id UUID NOT NULL,
    attempt INT NOT NULL,
    provider VARCHAR(50) NOT NULL,
    provider_key TEXT NOT NULL,
    provider_reference TEXT,
    amount NUMERIC(10, 2) NOT NULL,
    currency VARCHAR(10) NOT NULL,
    outcome VARCHAR(50) NOT NULL DEFAULT 'pending',
    failure_reason TEXT,
    created_at TIMESTAMPTZ NOT NULL DEFAULT CURRENT_TIMESTAMP,
    completed_at TIMESTAMPTZ,
    CONSTRAINT billing_attempts_pkey PRIMARY KEY (id),
    CONSTRAINT billing_attempts_attempt_key UNIQUE (billing_id, attempt),
    CONSTRAINT billing_attempts_provider_key_key UNIQUE (provider, provider_key),
    CONSTRAINT billing_attempts_billing_id_fkey FOREIGN KEY (billing_id) REFERENCES billing (id) ON DELETE RESTRICT,
    CONSTRAINT billing_attempts_outcome_known
        CHECK (outcome IN ('pending', 'succeeded', 'declined', 'failed', 'unknown')),
    CONSTRAINT billing_attempts_completed_has_time CHECK ((outcome = 'pending') = (completed_at IS NULL))
);

CREATE UNIQUE INDEX billing_attempts_one_unresolved ON billing_attempts (billing_id)
    WHERE outcome IN ('pending', 'unknown');

COMMENT ON TABLE billing_attempts IS 'Tries to collect an invoice, each committed before the payment provider is called';
COMMENT ON COLUMN billing_attempts.provider_key IS 'Idempotency key that the provider was given';
COMMENT ON COLUMN billing_attempts.outcome IS 'unknown: the provider gave no answer; asked again, never charged again';
--rollback DROP TABLE billing_attempts;
