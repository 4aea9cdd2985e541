--liquibase formatted sql logicalFilePath:db/changelog/tenon/200-mail-indexes.sql

--changeset tenon:email_queue_keys_that_there_are
-- Most mails have no key, and none of them is written into the index any more.
ALTER TABLE email_queue DROP CONSTRAINT email_queue_dedupe_key_key;
CREATE UNIQUE INDEX email_queue_dedupe_key_key ON email_queue (dedupe_key) WHERE dedupe_key IS NOT NULL;
--rollback DROP INDEX email_queue_dedupe_key_key;
--rollback ALTER TABLE email_queue ADD CONSTRAINT email_queue_dedupe_key_key UNIQUE (dedupe_key);

--changeset tenon:email_queue_types_in_summary
-- Mails of a common type are found among the newest; for a rare one it is enough to know in which parts of the table there are any,
-- which costs a mail nothing when it is queued nor when it is sent.
CREATE INDEX email_queue_types_summary_idx ON email_queue
    USING brin (email_type text_bloom_ops (n_distinct_per_range = 64)) WITH (pages_per_range = 16, autosummarize = on);
DROP INDEX email_queue_types_idx;
--rollback CREATE INDEX email_queue_types_idx ON email_queue (email_type, id);
--rollback DROP INDEX email_queue_types_summary_idx;
