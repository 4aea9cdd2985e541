--liquibase formatted sql logicalFilePath:db/changelog/tenon/198-support.sql

--changeset tenon:support_ticket_times
ALTER TABLE support_tickets
    ADD COLUMN first_response_at TIMESTAMPTZ,
    ADD COLUMN resolved_at TIMESTAMPTZ;

UPDATE support_tickets SET resolved_at = updated_at WHERE status = 'resolved';

ALTER TABLE support_tickets
    ADD CONSTRAINT support_tickets_resolved_has_time CHECK ((status = 'resolved') = (resolved_at IS NOT NULL)),
    ADD CONSTRAINT support_tickets_description_size CHECK (octet_length(description) <= 65536);

CREATE INDEX support_tickets_unassigned_idx ON support_tickets (created_at DESC, id DESC) WHERE assignee_id IS NULL;
CREATE INDEX support_tickets_first_response_at_idx ON support_tickets (first_response_at) WHERE first_response_at IS NOT NULL;
CREATE INDEX support_tickets_words_idx ON support_tickets
    USING gin (to_tsvector('pg_catalog.simple', subject || ' ' || coalesce(description, '')));

COMMENT ON COLUMN support_tickets.first_response_at IS 'When the staff first answered the person';
COMMENT ON COLUMN support_tickets.resolved_at IS 'Since when it is done; NULL unless it is';
--rollback DROP INDEX support_tickets_words_idx;
--rollback DROP INDEX support_tickets_first_response_at_idx;
--rollback DROP INDEX support_tickets_unassigned_idx;
--rollback ALTER TABLE support_tickets DROP CONSTRAINT support_tickets_description_size, DROP CONSTRAINT support_tickets_resolved_has_time, DROP COLUMN resolved_at, DROP COLUMN first_response_at;

--changeset tenon:support_ticket_messages_from_staff
ALTER TABLE support_ticket_messages ADD COLUMN from_staff BOOLEAN NOT NULL DEFAULT FALSE;

UPDATE support_ticket_messages m
SET from_staff = TRUE
FROM support_tickets t
WHERE t.id = m.ticket_id AND (m.is_internal OR m.author_id IS DISTINCT FROM t.user_id);

ALTER TABLE support_ticket_messages
    ADD CONSTRAINT support_ticket_messages_notes_of_staff CHECK (from_staff OR NOT is_internal);

CREATE INDEX support_ticket_messages_words_idx ON support_ticket_messages USING gin (to_tsvector('pg_catalog.simple', body));

COMMENT ON COLUMN support_ticket_messages.from_staff IS 'TRUE: an answer or a note; FALSE: from the person who asked';
--rollback DROP INDEX support_ticket_messages_words_idx;
--rollback ALTER TABLE support_ticket_messages DROP CONSTRAINT support_ticket_messages_notes_of_staff, DROP COLUMN from_staff;

--changeset tenon:support_ticket_attachments
CREATE TABLE support_ticket_attachments (
    ticket_id UUID NOT NULL,
    message_id UUID,
    document_id UUID NOT NULL,
    created_at TIMESTAMPTZ NOT NULL DEFAULT CURRENT_TIMESTAMP,
    CONSTRAINT support_ticket_attachments_ticket_id_fkey FOREIGN KEY (ticket_id)
        REFERENCES support_tickets (id) ON DELETE CASCADE,
    CONSTRAINT support_ticket_attachments_message_id_fkey FOREIGN KEY (message_id)
        REFERENCES support_ticket_messages (id) ON DELETE CASCADE,
    CONSTRAINT support_ticket_attachments_document_id_fkey FOREIGN KEY (document_id)
        REFERENCES documents (id) ON DELETE CASCADE,
    CONSTRAINT support_ticket_attachments_key UNIQUE NULLS NOT DISTINCT (ticket_id, message_id, document_id)
);

CREATE INDEX support_ticket_attachments_message_id_idx ON support_ticket_attachments (message_id);
CREATE INDEX support_ticket_attachments_document_id_idx ON support_ticket_attachments (document_id);

COMMENT ON TABLE support_ticket_attachments IS 'Documents that came with tickets and their messages';
COMMENT ON COLUMN support_ticket_attachments.message_id IS 'NULL: it came with the ticket itself';
--rollback DROP TABLE support_ticket_attachments;

--changeset tenon:support_ticket_mails
CREATE TABLE support_ticket_mails (
    message_id TEXT NOT NULL,
    ticket_id UUID NOT NULL,
    way VARCHAR(20) NOT NULL,
    created_at TIMESTAMPTZ NOT NULL DEFAULT CURRENT_TIMESTAMP,
    CONSTRAINT support_ticket_mails_pkey PRIMARY KEY (message_id),
    CONSTRAINT support_ticket_mails_ticket_id_fkey FOREIGN KEY (ticket_id)
        REFERENCES support_tickets (id) ON DELETE CASCADE,
    CONSTRAINT support_ticket_mails_way_known CHECK (way IN ('from_person', 'to_person', 'from_staff', 'to_staff'))
);

CREATE INDEX support_ticket_mails_ticket_id_idx ON support_ticket_mails (ticket_id, created_at);

COMMENT ON TABLE support_ticket_mails IS 'Mails of tickets, by which answers find the conversation, and none is taken twice';
COMMENT ON COLUMN support_ticket_mails.message_id IS 'The Message-ID (RFC 5322)';
COMMENT ON COLUMN support_ticket_mails.way IS 'Who had it from whom: only to what was sent to the staff is an answer of the staff taken';
--rollback DROP TABLE support_ticket_mails;

--changeset tenon:support_ticket_turns
CREATE TABLE support_ticket_turns (
    ticket_id UUID NOT NULL,
    turn VARCHAR(20) NOT NULL,
    turned_at TIMESTAMPTZ NOT NULL,
    CONSTRAINT support_ticket_turns_ticket_id_fkey FOREIGN KEY (ticket_id)
        REFERENCES support_tickets (id) ON DELETE CASCADE,
    CONSTRAINT support_ticket_turns_turn_known CHECK (turn IN ('resolved', 'reopened'))
);

INSERT INTO support_ticket_turns (ticket_id, turn, turned_at)
SELECT id, 'resolved', resolved_at FROM support_tickets WHERE resolved_at IS NOT NULL;

CREATE INDEX support_ticket_turns_turned_at_idx ON support_ticket_turns (turned_at);
CREATE INDEX support_ticket_turns_ticket_id_idx ON support_ticket_turns (ticket_id);

COMMENT ON TABLE support_ticket_turns IS 'When tickets were resolved and opened again, for the report';
--rollback DROP TABLE support_ticket_turns;
