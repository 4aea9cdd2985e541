--liquibase formatted sql logicalFilePath:db/changelog/tenon/187-mail-speed.sql

--changeset tenon:email_queue_people_by_statement splitStatements:false
-- In place of the foreign key and the trigger for each row, which both looked the person up and locked the row, for each mail: one
-- look for all mails of a statement.
CREATE FUNCTION tenon_refuse_mails_to_nobody() RETURNS trigger
    LANGUAGE plpgsql AS
$$
DECLARE
    trouble TEXT;
BEGIN
    -- The lock is the one that a foreign key takes: whoever erases is waited for, and whoever erases later waits for this commit and
    -- then finds the mails. One person after another, since a join might read all people for a few mails.
    SELECT coalesce(person.status, 'absent') INTO trouble
    FROM queued
    LEFT JOIN LATERAL (SELECT u.status FROM users u WHERE u.id = queued.user_id FOR KEY SHARE) AS person ON TRUE
    WHERE queued.user_id IS NOT NULL AND (person.status = 'erased' OR person.status IS NULL)
    LIMIT 1;
    IF trouble = 'erased' THEN
        RAISE EXCEPTION 'The account is erased'
            USING ERRCODE = 'foreign_key_violation', CONSTRAINT = 'users_erased_is_final';
    ELSIF trouble = 'absent' THEN
        RAISE EXCEPTION 'There is no such account'
            USING ERRCODE = 'foreign_key_violation', CONSTRAINT = 'email_queue_user_id_fkey';
    END IF;
    RETURN NULL;
END
$$;

CREATE FUNCTION tenon_forget_whose_mails() RETURNS trigger
    LANGUAGE plpgsql AS
$$
BEGIN
    UPDATE email_queue SET user_id = NULL WHERE user_id = OLD.id;
    RETURN NULL;
END
$$;

ALTER TABLE email_queue DROP CONSTRAINT email_queue_user_id_fkey;
DROP TRIGGER email_queue_not_of_the_erased ON email_queue;
CREATE TRIGGER email_queue_not_of_the_erased AFTER INSERT ON email_queue REFERENCING NEW TABLE AS queued
    FOR EACH STATEMENT EXECUTE FUNCTION tenon_refuse_mails_to_nobody();
CREATE TRIGGER users_mails_stay AFTER DELETE ON users FOR EACH ROW EXECUTE FUNCTION tenon_forget_whose_mails();

COMMENT ON FUNCTION tenon_refuse_mails_to_nobody() IS
    'A mail is about a person who is there and not erased, or about none; looked at once for all mails of a statement';
COMMENT ON FUNCTION tenon_forget_whose_mails() IS 'ON DELETE SET NULL of email_queue.user_id, which has no foreign key';
COMMENT ON COLUMN email_queue.user_id IS
    'Whose account it is about, kept true by email_queue_not_of_the_erased and users_mails_stay; NULL: somebody without one';
--rollback DROP TRIGGER users_mails_stay ON users;
--rollback DROP TRIGGER email_queue_not_of_the_erased ON email_queue;
--rollback DROP FUNCTION tenon_forget_whose_mails();
--rollback DROP FUNCTION tenon_refuse_mails_to_nobody();
--rollback CREATE TRIGGER email_queue_not_of_the_erased BEFORE INSERT ON email_queue FOR EACH ROW WHEN (NEW.user_id IS NOT NULL) EXECUTE FUNCTION tenon_refuse_rows_of_the_erased();
--rollback ALTER TABLE email_queue ADD CONSTRAINT email_queue_user_id_fkey FOREIGN KEY (user_id) REFERENCES users (id) ON DELETE SET NULL;

--changeset tenon:email_queue_in_the_order_of_ids
-- An id says when it was made, so the primary key is the order of time, and of each type and person. The version before this one
-- sorts what it lists.
CREATE INDEX email_queue_types_idx ON email_queue (email_type, id);
CREATE INDEX email_queue_people_idx ON email_queue (user_id, id) WHERE user_id IS NOT NULL;
CREATE INDEX email_queue_troubled_idx ON email_queue (id) WHERE status IN ('failed', 'dead');
DROP INDEX email_queue_created_at_idx, email_queue_type_idx, email_queue_user_id_idx, email_queue_failed_idx;
--rollback CREATE INDEX email_queue_failed_idx ON email_queue (created_at DESC, id DESC) WHERE status IN ('failed', 'dead');
--rollback CREATE INDEX email_queue_user_id_idx ON email_queue (user_id, created_at DESC, id DESC);
--rollback CREATE INDEX email_queue_type_idx ON email_queue (email_type, created_at DESC, id DESC);
--rollback CREATE INDEX email_queue_created_at_idx ON email_queue (created_at DESC, id DESC);
--rollback DROP INDEX email_queue_types_idx, email_queue_people_idx, email_queue_troubled_idx;

--changeset tenon:email_queue_cheaper_checks
-- What a check is made of is read anew for every statement, so few and short ones.
ALTER TABLE email_queue DROP CONSTRAINT email_queue_status_known;
ALTER TABLE email_queue DROP CONSTRAINT email_queue_sent_has_no_body;
ALTER TABLE email_queue DROP CONSTRAINT email_queue_one_line_headers;
ALTER TABLE email_queue ADD CONSTRAINT email_queue_status_known CHECK (status ~ '^(pending|sending|sent|failed|dead)$');
ALTER TABLE email_queue ADD CONSTRAINT email_queue_sent_has_no_body CHECK (sent_at IS NULL OR body IS NULL);
ALTER TABLE email_queue ADD CONSTRAINT email_queue_one_line_headers
    CHECK (recipient || coalesce(subject, '') || message_id !~ '[\n\r]');
--rollback ALTER TABLE email_queue DROP CONSTRAINT email_queue_one_line_headers;
--rollback ALTER TABLE email_queue ADD CONSTRAINT email_queue_one_line_headers CHECK (strpos(recipient || coalesce(subject, '') || message_id, E'\n') = 0 AND strpos(recipient || coalesce(subject, '') || message_id, E'\r') = 0);
--rollback ALTER TABLE email_queue DROP CONSTRAINT email_queue_sent_has_no_body;
--rollback ALTER TABLE email_queue ADD CONSTRAINT email_queue_sent_has_no_body CHECK (status <> 'sent' OR body IS NULL);
--rollback ALTER TABLE email_queue DROP CONSTRAINT email_queue_status_known;
--rollback ALTER TABLE email_queue ADD CONSTRAINT email_queue_status_known CHECK (status IN ('pending', 'sending', 'sent', 'failed', 'dead'));

--changeset tenon:email_queue_one_check_of_its_states
ALTER TABLE email_queue DROP CONSTRAINT email_queue_lease_is_whole;
ALTER TABLE email_queue DROP CONSTRAINT email_queue_sent_has_time;
ALTER TABLE email_queue DROP CONSTRAINT email_queue_sent_has_no_body;
ALTER TABLE email_queue DROP CONSTRAINT email_queue_attempts_counted;
ALTER TABLE email_queue ADD CONSTRAINT email_queue_state_is_whole CHECK (
    (locked_by IS NULL) = (lease_until IS NULL)
    AND (status = 'sent') = (sent_at IS NOT NULL)
    AND (sent_at IS NULL OR body IS NULL)
    AND attempts >= 0);
--rollback ALTER TABLE email_queue DROP CONSTRAINT email_queue_state_is_whole;
--rollback ALTER TABLE email_queue ADD CONSTRAINT email_queue_attempts_counted CHECK (attempts >= 0);
--rollback ALTER TABLE email_queue ADD CONSTRAINT email_queue_sent_has_no_body CHECK (sent_at IS NULL OR body IS NULL);
--rollback ALTER TABLE email_queue ADD CONSTRAINT email_queue_sent_has_time CHECK ((status = 'sent') = (sent_at IS NOT NULL));
--rollback ALTER TABLE email_queue ADD CONSTRAINT email_queue_lease_is_whole CHECK ((locked_by IS NULL) = (lease_until IS NULL));
