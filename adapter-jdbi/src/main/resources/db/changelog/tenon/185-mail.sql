--liquibase formatted sql logicalFilePath:db/changelog/tenon/185-mail.sql

--changeset tenon:email_queue_expiry
ALTER TABLE email_queue ADD COLUMN expires_at TIMESTAMPTZ;
COMMENT ON COLUMN email_queue.expires_at IS
    'From when on it is not sent, nor tried again: what it says is over, or it was withdrawn; NULL: it is never too late';
-- What the version before this one knew of links.
UPDATE email_queue
SET expires_at = created_at + CASE email_type WHEN 'password-reset' THEN INTERVAL '1 hour' ELSE INTERVAL '24 hours' END
WHERE status <> 'sent' AND email_type IN ('verification', 'password-reset', 'email-change');
--rollback ALTER TABLE email_queue DROP COLUMN expires_at;

--changeset tenon:email_queue_keys_by_their_bytes
-- So that the index finds the keys that begin with something: mails are withdrawn so.
ALTER TABLE email_queue ALTER COLUMN dedupe_key TYPE TEXT COLLATE "C";
--rollback ALTER TABLE email_queue ALTER COLUMN dedupe_key TYPE TEXT COLLATE "default";

--changeset tenon:email_queue_written_when_sent
ALTER TABLE email_queue ALTER COLUMN subject DROP NOT NULL;
COMMENT ON COLUMN email_queue.subject IS 'As it was written at the last try; NULL before the first';
COMMENT ON COLUMN email_queue.body IS
    'Sealed: the values of its text, in whose name it goes, and the address that switches such mails off; removed when it is sent';
--rollback UPDATE email_queue SET subject = email_type WHERE subject IS NULL;
--rollback ALTER TABLE email_queue ALTER COLUMN subject SET NOT NULL;

--changeset tenon:notifications_mailed_by_priority
DROP INDEX notifications_mail_waits_idx;
CREATE INDEX notifications_mail_waits_idx ON notifications (priority_rank DESC, created_at, id) WHERE mail_waits;
--rollback DROP INDEX notifications_mail_waits_idx;
--rollback CREATE INDEX notifications_mail_waits_idx ON notifications (created_at, id) WHERE mail_waits;

--changeset tenon:email_queue_cheaper_rows
-- The Message-ID is made of the id, which is unique.
ALTER TABLE email_queue DROP CONSTRAINT email_queue_message_id_key;
-- What waits is found by email_queue_due_idx or among the newest; what failed is rare, and an index of its own costs the others nothing.
DROP INDEX email_queue_waiting_idx;
DROP INDEX email_queue_dead_idx;
CREATE INDEX email_queue_failed_idx ON email_queue (created_at DESC, id DESC) WHERE status IN ('failed', 'dead');
-- Three regular expressions for each write of a row cost more than its indexes. What would begin another header is a line break.
ALTER TABLE email_queue DROP CONSTRAINT email_queue_one_line_headers;
ALTER TABLE email_queue ADD CONSTRAINT email_queue_one_line_headers
    CHECK (strpos(recipient || coalesce(subject, '') || message_id, E'\n') = 0
           AND strpos(recipient || coalesce(subject, '') || message_id, E'\r') = 0);
-- Room for the claim's version of a row beside it, so that no index is touched.
ALTER TABLE email_queue SET (fillfactor = 50);
--rollback ALTER TABLE email_queue SET (fillfactor = 80);
--rollback ALTER TABLE email_queue DROP CONSTRAINT email_queue_one_line_headers;
--rollback ALTER TABLE email_queue ADD CONSTRAINT email_queue_one_line_headers CHECK (recipient !~ '[[:cntrl:]]' AND subject !~ '[[:cntrl:]]' AND message_id !~ '[[:cntrl:]]');
--rollback DROP INDEX email_queue_failed_idx;
--rollback CREATE INDEX email_queue_dead_idx ON email_queue (created_at DESC, id DESC) WHERE status = 'dead';
--rollback CREATE INDEX email_queue_waiting_idx ON email_queue (created_at DESC, id DESC) WHERE status IN ('pending', 'sending', 'failed');
--rollback ALTER TABLE email_queue ADD CONSTRAINT email_queue_message_id_key UNIQUE (message_id);
