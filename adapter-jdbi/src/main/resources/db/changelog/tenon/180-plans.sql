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
