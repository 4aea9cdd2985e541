--liquibase formatted sql logicalFilePath:db/changelog/tenon/182-invoices.sql

--changeset tenon:invoice_amounts
-- Three decimals, as dinars have; nobody wrote invoices before.
ALTER TABLE billing
    ALTER COLUMN subtotal TYPE NUMERIC(15, 3),
    ALTER COLUMN tax TYPE NUMERIC(15, 3),
    ALTER COLUMN amount TYPE NUMERIC(15, 3),
    ADD COLUMN tax_percent NUMERIC(7, 4) NOT NULL DEFAULT 0,
    ADD COLUMN tax_inclusive BOOLEAN NOT NULL DEFAULT FALSE,
    ADD COLUMN amount_paid NUMERIC(15, 3) NOT NULL DEFAULT 0,
    ADD COLUMN credit_applied NUMERIC(15, 3) NOT NULL DEFAULT 0,
    ADD COLUMN credit_noted NUMERIC(15, 3) NOT NULL DEFAULT 0,
    ADD COLUMN credit_given NUMERIC(15, 3) NOT NULL DEFAULT 0,
    ADD COLUMN credit_left NUMERIC(15, 3) NOT NULL DEFAULT 0,
    ADD CONSTRAINT billing_tax_percent_range CHECK (tax_percent BETWEEN 0 AND 100),
    ADD CONSTRAINT billing_amount_paid_range CHECK (amount_paid >= 0),
    ADD CONSTRAINT billing_credit_applied_range CHECK (credit_applied BETWEEN 0 AND GREATEST(amount, 0)),
    ADD CONSTRAINT billing_credit_noted_range CHECK (credit_noted BETWEEN 0 AND GREATEST(amount, 0)),
    ADD CONSTRAINT billing_credit_left_range CHECK (credit_left BETWEEN 0 AND credit_given);
ALTER TABLE billing_lines
    ALTER COLUMN unit_amount TYPE NUMERIC(15, 3),
    ALTER COLUMN amount TYPE NUMERIC(15, 3),
    ADD COLUMN tax NUMERIC(15, 3) NOT NULL DEFAULT 0;
ALTER TABLE billing_attempts
    ALTER COLUMN amount TYPE NUMERIC(15, 3);

COMMENT ON COLUMN billing.tax_percent IS 'The rate of each line, as it was when the invoice was written';
COMMENT ON COLUMN billing.tax_inclusive IS 'Whether the amounts of the lines include the tax';
COMMENT ON COLUMN billing.amount_paid IS 'What came in, less what was given back';
COMMENT ON COLUMN billing.credit_applied IS 'What of earlier credits paid for it';
COMMENT ON COLUMN billing.credit_noted IS 'What its credit notes take back, all together';
COMMENT ON COLUMN billing.credit_given IS 'What of it became a credit of its subject';
COMMENT ON COLUMN billing.credit_left IS 'What of that credit later invoices have not used up';
COMMENT ON COLUMN billing.attempt_count IS 'How often collecting it was tried in vain';
COMMENT ON COLUMN billing_lines.tax IS 'On the amount, or within it where prices include the tax; rounded for each line';
--rollback ALTER TABLE billing_lines DROP COLUMN tax;
--rollback ALTER TABLE billing DROP COLUMN tax_percent, DROP COLUMN tax_inclusive, DROP COLUMN amount_paid, DROP COLUMN credit_applied, DROP COLUMN credit_noted, DROP COLUMN credit_given, DROP COLUMN credit_left;

--changeset tenon:invoice_lists
CREATE INDEX billing_created_at_idx ON billing (created_at DESC, id DESC);
CREATE INDEX billing_own_idx ON billing (user_id, created_at DESC, id DESC) WHERE organization_id IS NULL;
CREATE INDEX billing_credit_of_person_idx ON billing (user_id, currency)
    WHERE organization_id IS NULL AND credit_left > 0;
CREATE INDEX billing_credit_of_organization_idx ON billing (organization_id, currency) WHERE credit_left > 0;
--rollback DROP INDEX billing_credit_of_organization_idx;
--rollback DROP INDEX billing_credit_of_person_idx;
--rollback DROP INDEX billing_own_idx;
--rollback DROP INDEX billing_created_at_idx;

--changeset tenon:credit_notes
CREATE TABLE credit_notes (
    id UUID NOT NULL DEFAULT gen_random_uuid(),
    billing_id UUID NOT NULL,
    number BIGINT NOT NULL,
    subtotal NUMERIC(15, 3) NOT NULL,
    tax NUMERIC(15, 3) NOT NULL,
    amount NUMERIC(15, 3) NOT NULL,
    refunded NUMERIC(15, 3) NOT NULL DEFAULT 0,
    kept NUMERIC(15, 3) NOT NULL DEFAULT 0,
    currency VARCHAR(10) NOT NULL,
    reason VARCHAR(500),
    created_at TIMESTAMPTZ NOT NULL DEFAULT CURRENT_TIMESTAMP,
    CONSTRAINT credit_notes_pkey PRIMARY KEY (id),
    CONSTRAINT credit_notes_number_key UNIQUE (number),
    CONSTRAINT credit_notes_billing_id_fkey FOREIGN KEY (billing_id) REFERENCES billing (id) ON DELETE RESTRICT,
    CONSTRAINT credit_notes_amount_adds_up CHECK (amount = subtotal + tax),
    CONSTRAINT credit_notes_amount_range CHECK (amount > 0),
    CONSTRAINT credit_notes_parts_range CHECK (refunded >= 0 AND kept >= 0 AND refunded + kept <= amount),
    CONSTRAINT credit_notes_currency_format CHECK (currency ~ '^[A-Z]{3}$')
);

CREATE INDEX credit_notes_billing_id_idx ON credit_notes (billing_id, number);

INSERT INTO counters (name) VALUES ('credit-note');

COMMENT ON TABLE credit_notes IS 'What was taken back of finalized invoices, which themselves stay as they were written';
COMMENT ON COLUMN credit_notes.number IS 'Without gaps, from the row credit-note of counters';
COMMENT ON COLUMN credit_notes.refunded IS 'What of it went back as money';
COMMENT ON COLUMN credit_notes.kept IS 'What of it became a credit; the rest lowers what was still to be paid';
--rollback DELETE FROM counters WHERE name = 'credit-note';
--rollback DROP TABLE credit_notes;
