--liquibase formatted sql logicalFilePath:db/changelog/tenon/178-mail.sql

--changeset tenon:email_queue_priorities
-- In place of the index without the priority, which the planner would take as long as most mails have one priority. The version
-- before this one claims by the new one too, if not in its order.
DROP INDEX email_queue_claim_idx;
CREATE INDEX email_queue_due_idx ON email_queue (priority, next_attempt_at, id)
    WHERE status IN ('pending', 'sending', 'failed');
CREATE INDEX email_queue_waiting_idx ON email_queue (created_at DESC, id DESC)
    WHERE status IN ('pending', 'sending', 'failed');
CREATE INDEX email_queue_type_idx ON email_queue (email_type, created_at DESC, id DESC);

COMMENT ON COLUMN email_queue.priority IS
    'Smaller goes first: 1 somebody waits for it, 5 tells what happened, 9 goes to many; a tenth of every batch is kept for the last';
COMMENT ON COLUMN email_queue.body IS
    'Sealed: the text, and after it the same as HTML and the address that switches mails like it off; removed when the mail is sent';
COMMENT ON COLUMN email_queue.dedupe_key IS
    'At most one mail per key for as long as the first is kept; NULL: no such promise';
--rollback DROP INDEX email_queue_due_idx, email_queue_waiting_idx, email_queue_type_idx;
--rollback CREATE INDEX email_queue_claim_idx ON email_queue (next_attempt_at, id) WHERE status IN ('pending', 'sending', 'failed');
