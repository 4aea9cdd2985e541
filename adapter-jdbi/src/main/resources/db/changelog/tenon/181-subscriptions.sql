--liquibase formatted sql logicalFilePath:db/changelog/tenon/181-subscriptions.sql

--changeset tenon:plans_say_how_subscriptions_end
ALTER TABLE plans
    ADD COLUMN trial_end_action VARCHAR(10) NOT NULL DEFAULT 'cancel',
    ADD COLUMN unpaid_action VARCHAR(10) NOT NULL DEFAULT 'cancel',
    ADD CONSTRAINT plans_trial_end_action_known CHECK (trial_end_action IN ('cancel', 'pause')),
    ADD CONSTRAINT plans_unpaid_action_known CHECK (unpaid_action IN ('cancel', 'pause'));

COMMENT ON COLUMN plans.trial_end_action IS 'What becomes of a subscription whose trial ends with nobody to pay';
COMMENT ON COLUMN plans.unpaid_action IS 'What becomes of a subscription when every try to collect is spent';
--rollback ALTER TABLE plans DROP COLUMN trial_end_action, DROP COLUMN unpaid_action;

--changeset tenon:subscriptions_follow_the_clock
ALTER TABLE subscriptions
    ALTER COLUMN price TYPE NUMERIC(15, 3),
    ADD COLUMN zone TEXT NOT NULL DEFAULT 'UTC',
    ADD COLUMN period_billed NUMERIC(15, 3) NOT NULL DEFAULT 0,
    ADD COLUMN trial_reminded_at TIMESTAMPTZ,
    ADD COLUMN paused_at TIMESTAMPTZ,
    ADD COLUMN pause_reason VARCHAR(20),
    ADD COLUMN due_at TIMESTAMPTZ,
    ADD CONSTRAINT subscriptions_pause_reason_known CHECK (pause_reason IN ('by_hand', 'trial_ended', 'unpaid')),
    ADD CONSTRAINT subscriptions_pause_is_whole CHECK ((paused_at IS NULL) = (pause_reason IS NULL)),
    ADD CONSTRAINT subscriptions_period_billed_range CHECK (period_billed >= 0);

UPDATE subscriptions
SET due_at = CASE status WHEN 'trialing' THEN trial_end
                         WHEN 'incomplete' THEN current_period_start + INTERVAL '23 hours'
                         ELSE current_period_end END,
    period_billed = CASE WHEN status IN ('active', 'past_due') THEN price ELSE 0 END
WHERE price > 0 AND status IN ('incomplete', 'trialing', 'active', 'past_due');

CREATE INDEX subscriptions_due_idx ON subscriptions (due_at, id)
    WHERE status IN ('incomplete', 'trialing', 'active', 'past_due', 'paused') AND due_at IS NOT NULL;
CREATE INDEX subscriptions_status_idx ON subscriptions (status, created_at DESC, id DESC);
DROP INDEX subscriptions_period_due_idx;

COMMENT ON COLUMN subscriptions.zone IS 'Whose months and days count: the subscriber''s at the start';
COMMENT ON COLUMN subscriptions.period_billed IS
    'What was charged for the present plan in the present period, less what was credited for it: no credit exceeds it';
COMMENT ON COLUMN subscriptions.trial_reminded_at IS 'When somebody was told that the trial ends';
COMMENT ON COLUMN subscriptions.pause_reason IS 'by_hand: staff resume it; otherwise its owner does, by paying';
COMMENT ON COLUMN subscriptions.due_at IS 'When the clock changes the row next; NULL for never';
--rollback DROP INDEX subscriptions_due_idx;
--rollback DROP INDEX subscriptions_status_idx;
--rollback CREATE INDEX subscriptions_period_due_idx ON subscriptions (current_period_end) WHERE status IN ('trialing', 'active', 'past_due');
--rollback ALTER TABLE subscriptions DROP COLUMN zone, DROP COLUMN period_billed, DROP COLUMN trial_reminded_at, DROP COLUMN paused_at, DROP COLUMN pause_reason, DROP COLUMN due_at, ALTER COLUMN price TYPE DECIMAL(10, 2);

--changeset tenon:trial_periods_lists
CREATE INDEX trial_periods_created_at_idx ON trial_periods (created_at DESC, id DESC);
--rollback DROP INDEX trial_periods_created_at_idx;
