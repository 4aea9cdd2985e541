--liquibase formatted sql logicalFilePath:db/changelog/tenon/189-billing-reports.sql

--changeset tenon:subscription_changes
CREATE TABLE subscription_changes (
    subscription_id UUID NOT NULL,
    number INT NOT NULL,
    at TIMESTAMPTZ NOT NULL,
    kind VARCHAR(20) NOT NULL,
    plan_before UUID,
    plan_after UUID,
    yearly_before NUMERIC(18, 3) NOT NULL,
    yearly_after NUMERIC(18, 3) NOT NULL,
    currency CHAR(3) NOT NULL,
    CONSTRAINT subscription_changes_pkey PRIMARY KEY (subscription_id, number),
    CONSTRAINT subscription_changes_subscription_id_fkey FOREIGN KEY (subscription_id)
        REFERENCES subscriptions (id) ON DELETE CASCADE,
    CONSTRAINT subscription_changes_plan_before_fkey FOREIGN KEY (plan_before) REFERENCES plans (id) ON DELETE RESTRICT,
    CONSTRAINT subscription_changes_plan_after_fkey FOREIGN KEY (plan_after) REFERENCES plans (id) ON DELETE RESTRICT,
    CONSTRAINT subscription_changes_counted CHECK (number >= 1),
    CONSTRAINT subscription_changes_kind_fits CHECK (CASE kind
        WHEN 'new' THEN yearly_before = 0 AND yearly_after > 0
        WHEN 'reactivated' THEN yearly_before = 0 AND yearly_after > 0
        WHEN 'expansion' THEN yearly_before > 0 AND yearly_after > yearly_before
        WHEN 'contraction' THEN yearly_after > 0 AND yearly_before > yearly_after
        WHEN 'churned' THEN yearly_before > 0 AND yearly_after = 0
        ELSE FALSE END),
    CONSTRAINT subscription_changes_currency_format CHECK (currency ~ '^[A-Z]{3}$')
);

-- Reports sum up everything before a time, and each month of it: the index alone answers.
CREATE INDEX subscription_changes_at_idx ON subscription_changes (at)
    INCLUDE (number, subscription_id, kind, currency, yearly_before, yearly_after);
CREATE INDEX subscription_changes_plan_before_idx ON subscription_changes (plan_before) WHERE plan_before IS NOT NULL;
CREATE INDEX subscription_changes_plan_after_idx ON subscription_changes (plan_after) WHERE plan_after IS NOT NULL;

COMMENT ON TABLE subscription_changes IS 'What became of the recurring revenue of subscriptions; rows are only added';
COMMENT ON COLUMN subscription_changes.number IS 'Counted for each subscription, without gaps';
COMMENT ON COLUMN subscription_changes.yearly_before IS 'What it brought in a year: exact for monthly and for yearly prices';
--rollback DROP TABLE subscription_changes;

--changeset tenon:subscription_changes_of_those_that_run
-- What was before is not known: each begins with what it brings now, when it began to be paid for.
INSERT INTO subscription_changes (subscription_id, number, at, kind, plan_after, yearly_before, yearly_after, currency)
SELECT id, 1, LEAST(GREATEST(created_at, trial_end), CURRENT_TIMESTAMP), 'new', plan_id, 0,
       price * CASE billing_interval WHEN 'month' THEN 12 ELSE 1 END, currency
FROM subscriptions
WHERE status IN ('active', 'past_due') AND price > 0;
--rollback DELETE FROM subscription_changes;

--changeset tenon:billing_lines_of_plans
ALTER TABLE billing_lines
    ADD COLUMN plan_id UUID,
    ADD CONSTRAINT billing_lines_plan_id_fkey FOREIGN KEY (plan_id) REFERENCES plans (id) ON DELETE RESTRICT;

-- By the name of the plan where it still has it, and otherwise what is subscribed to now.
UPDATE billing_lines l
SET plan_id = coalesce(
        (SELECT p.id FROM plans p
         WHERE l.description IN (p.name, 'Remaining time on ' || p.name, 'Unused time on ' || p.name)
         ORDER BY p.created_at
         LIMIT 1),
        s.plan_id)
FROM billing b
JOIN subscriptions s ON s.id = b.subscription_id
WHERE l.billing_id = b.id AND b.kind <> 'manual';

CREATE INDEX billing_lines_plan_id_idx ON billing_lines (plan_id) WHERE plan_id IS NOT NULL;

COMMENT ON COLUMN billing_lines.plan_id IS 'The plan that it is for; NULL for what was written by hand';
--rollback DROP INDEX billing_lines_plan_id_idx;
--rollback ALTER TABLE billing_lines DROP COLUMN plan_id;

--changeset tenon:billing_times
CREATE INDEX billing_finalized_at_idx ON billing (finalized_at) WHERE finalized_at IS NOT NULL;
CREATE INDEX billing_payment_date_idx ON billing (payment_date) WHERE payment_date IS NOT NULL;
CREATE INDEX credit_notes_created_at_idx ON credit_notes (created_at);
CREATE INDEX billing_attempts_received_idx ON billing_attempts (completed_at) INCLUDE (currency, amount)
    WHERE outcome = 'succeeded';
CREATE INDEX billing_refunds_returned_idx ON billing_refunds (completed_at) INCLUDE (currency, amount)
    WHERE status = 'succeeded';
--rollback DROP INDEX billing_refunds_returned_idx, billing_attempts_received_idx, credit_notes_created_at_idx, billing_payment_date_idx, billing_finalized_at_idx;

--changeset tenon:billing_attempts_that_failed_lately
CREATE INDEX billing_attempts_failed_idx ON billing_attempts (completed_at) INCLUDE (outcome)
    WHERE outcome IN ('declined_softly', 'declined_hard', 'failed');
--rollback DROP INDEX billing_attempts_failed_idx;
