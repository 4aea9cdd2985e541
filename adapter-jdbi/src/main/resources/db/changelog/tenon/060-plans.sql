--liquibase formatted sql logicalFilePath:db/changelog/tenon/060-plans.sql

--changeset tenon:plans
CREATE TABLE plans (
    id UUID NOT NULL DEFAULT gen_random_uuid(),
    name VARCHAR(100) NOT NULL,
    price DECIMAL(10, 2) NOT NULL DEFAULT 0,
    currency CHAR(3) NOT NULL DEFAULT 'USD',
    billing_interval VARCHAR(10) NOT NULL DEFAULT 'month',
    description TEXT,
    max_documents INT,
    max_storage NUMERIC(10, 2),
    max_seats INT,
    trial_days INT NOT NULL DEFAULT 0,
    is_active BOOLEAN NOT NULL DEFAULT TRUE,
    archived_at TIMESTAMPTZ,
    created_at TIMESTAMPTZ NOT NULL DEFAULT CURRENT_TIMESTAMP,
    updated_at TIMESTAMPTZ NOT NULL DEFAULT CURRENT_TIMESTAMP,
    revision BIGINT NOT NULL DEFAULT 1,
    CONSTRAINT plans_pkey PRIMARY KEY (id),
    CONSTRAINT plans_name_present CHECK (name <> ''),
    CONSTRAINT plans_price_range CHECK (price >= 0),
    CONSTRAINT plans_currency_format CHECK (currency ~ '^[A-Z]{3}$'),
    CONSTRAINT plans_billing_interval_known CHECK (billing_interval IN ('month', 'year')),
    CONSTRAINT plans_max_documents_range CHECK (max_documents >= 0),
    CONSTRAINT plans_max_storage_range CHECK (max_storage >= 0),
    CONSTRAINT plans_max_seats_range CHECK (max_seats >= 1),
    CONSTRAINT plans_trial_days_range CHECK (trial_days BETWEEN 0 AND 730),
    CONSTRAINT plans_archived_is_inactive CHECK (archived_at IS NULL OR NOT is_active)
);

CREATE UNIQUE INDEX plans_name_key ON plans (lower(name));
CREATE INDEX plans_price_idx ON plans (price, id);

INSERT INTO plans (id, name, price, description, max_documents, max_storage, max_seats, trial_days) VALUES
    ('01920000-0000-7000-8000-000000000301', 'Free', 0.00,
        'For trying things out and for small personal archives', 100, 1.00, 1, 0),
    ('01920000-0000-7000-8000-000000000302', 'Standard', 12.00,
        'For people and small teams who work with documents every day', 2000, 50.00, 5, 14),
    ('01920000-0000-7000-8000-000000000303', 'Premium', 49.00,
        'For organizations: no limit on documents and seats', NULL, 1000.00, NULL, 14);

COMMENT ON TABLE plans IS 'What can be subscribed to, its price and its limits';
COMMENT ON COLUMN plans.price IS 'Per billing_interval, in the currency, two decimals';
COMMENT ON COLUMN plans.max_documents IS 'NULL is unlimited';
COMMENT ON COLUMN plans.max_storage IS 'GB of 2^30 bytes; NULL is unlimited';
COMMENT ON COLUMN plans.max_seats IS 'Members of an organization; NULL is unlimited';
COMMENT ON COLUMN plans.archived_at IS 'Set: not sold any more, kept for those who have it';
--rollback DROP TABLE plans;

--changeset tenon:features
CREATE TABLE features (
    id UUID NOT NULL DEFAULT gen_random_uuid(),
    key VARCHAR(100) NOT NULL,
    name VARCHAR(100) NOT NULL,
    description TEXT,
    created_at TIMESTAMPTZ NOT NULL DEFAULT CURRENT_TIMESTAMP,
    updated_at TIMESTAMPTZ NOT NULL DEFAULT CURRENT_TIMESTAMP,
    revision BIGINT NOT NULL DEFAULT 1,
    CONSTRAINT features_pkey PRIMARY KEY (id),
    CONSTRAINT features_key_key UNIQUE (key),
    CONSTRAINT features_name_key UNIQUE (name),
    CONSTRAINT features_key_format CHECK (key ~ '^[a-z0-9]+(-[a-z0-9]+)*$'),
    CONSTRAINT features_name_present CHECK (name <> '')
);

INSERT INTO features (id, key, name, description) VALUES
    ('01920000-0000-7000-8000-000000000401', 'upload-size', 'Upload Size', 'Largest single file, in bytes'),
    ('01920000-0000-7000-8000-000000000402', 'document-sharing', 'Document Sharing', 'Share documents with other people'),
    ('01920000-0000-7000-8000-000000000403', 'version-history', 'Version History', 'Keep and read earlier versions of a document'),
    ('01920000-0000-7000-8000-000000000404', 'api-access', 'API Access', 'Create keys for programs'),
    ('01920000-0000-7000-8000-000000000405', 'priority-support', 'Priority Support', 'Tickets are answered before others'),
    ('01920000-0000-7000-8000-000000000406', 'round-the-clock-support', '24/7 Support', 'Someone answers at any hour'),
    ('01920000-0000-7000-8000-000000000407', 'custom-branding', 'Custom Branding', 'Own name, colours and logo for an organization');

COMMENT ON TABLE features IS 'What a plan can include';
COMMENT ON COLUMN features.key IS 'Stable word that code asks for; the name may change';
--rollback DROP TABLE features;

--changeset tenon:plan_features
CREATE TABLE plan_features (
    id UUID NOT NULL DEFAULT gen_random_uuid(),
    plan_id UUID NOT NULL,
    feature_id UUID NOT NULL,
    limit_value BIGINT,
    created_at TIMESTAMPTZ NOT NULL DEFAULT CURRENT_TIMESTAMP,
    CONSTRAINT plan_features_pkey PRIMARY KEY (id),
    CONSTRAINT plan_features_plan_feature_key UNIQUE (plan_id, feature_id),
    CONSTRAINT plan_features_plan_id_fkey FOREIGN KEY (plan_id) REFERENCES plans (id) ON DELETE CASCADE,
    CONSTRAINT plan_features_feature_id_fkey FOREIGN KEY (feature_id) REFERENCES features (id) ON DELETE CASCADE,
    CONSTRAINT plan_features_limit_value_range CHECK (limit_value >= 0)
);

CREATE INDEX plan_features_feature_id_idx ON plan_features (feature_id);

INSERT INTO plan_features (id, plan_id, feature_id, limit_value) VALUES
    ('01920000-0000-7000-8000-000000000501', '01920000-0000-7000-8000-000000000301', '01920000-0000-7000-8000-000000000401', 26214400),
    ('01920000-0000-7000-8000-000000000502', '01920000-0000-7000-8000-000000000301', '01920000-0000-7000-8000-000000000402', NULL),
    ('01920000-0000-7000-8000-000000000503', '01920000-0000-7000-8000-000000000302', '01920000-0000-7000-8000-000000000401', 1073741824),
    ('01920000-0000-7000-8000-000000000504', '01920000-0000-7000-8000-000000000302', '01920000-0000-7000-8000-000000000402', NULL),
    ('01920000-0000-7000-8000-000000000505', '01920000-0000-7000-8000-000000000302', '01920000-0000-7000-8000-000000000403', NULL),
    ('01920000-0000-7000-8000-000000000506', '01920000-0000-7000-8000-000000000302', '01920000-0000-7000-8000-000000000404', NULL),
    ('01920000-0000-7000-8000-000000000507', '01920000-0000-7000-8000-000000000303', '01920000-0000-7000-8000-000000000401', 5368709120),
    ('01920000-0000-7000-8000-000000000508', '01920000-0000-7000-8000-000000000303', '01920000-0000-7000-8000-000000000402', NULL),
    ('01920000-0000-7000-8000-000000000509', '01920000-0000-7000-8000-000000000303', '01920000-0000-7000-8000-000000000403', NULL),
    ('01920000-0000-7000-8000-00000000050a', '01920000-0000-7000-8000-000000000303', '01920000-0000-7000-8000-000000000404', NULL),
    ('01920000-0000-7000-8000-00000000050b', '01920000-0000-7000-8000-000000000303', '01920000-0000-7000-8000-000000000405', NULL),
    ('01920000-0000-7000-8000-00000000050c', '01920000-0000-7000-8000-000000000303', '01920000-0000-7000-8000-000000000406', NULL),
    ('01920000-0000-7000-8000-00000000050d', '01920000-0000-7000-8000-000000000303', '01920000-0000-7000-8000-000000000407', NULL);

COMMENT ON TABLE plan_features IS 'Which plan includes which feature, and how much of it';
COMMENT ON COLUMN plan_features.limit_value IS 'In the unit of the feature (bytes for upload-size); NULL is unlimited';
--rollback DROP TABLE plan_features;
