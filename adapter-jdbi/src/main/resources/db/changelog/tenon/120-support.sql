--liquibase formatted sql logicalFilePath:db/changelog/tenon/120-support.sql

--changeset tenon:support_tickets
CREATE TABLE support_tickets (
    id UUID NOT NULL DEFAULT gen_random_uuid(),
    number BIGINT NOT NULL,
    user_id UUID NOT NULL,
    assignee_id UUID,
    subject VARCHAR(255) NOT NULL,
    description TEXT,
    priority VARCHAR(20) NOT NULL DEFAULT 'medium',
    status VARCHAR(50) NOT NULL DEFAULT 'open',
    created_at TIMESTAMPTZ NOT NULL DEFAULT CURRENT_TIMESTAMP,
    updated_at TIMESTAMPTZ NOT NULL DEFAULT CURRENT_TIMESTAMP,
    revision BIGINT NOT NULL DEFAULT 1,
    CONSTRAINT support_tickets_pkey PRIMARY KEY (id),
    CONSTRAINT support_tickets_number_key UNIQUE (number),
    CONSTRAINT support_tickets_user_id_fkey FOREIGN KEY (user_id) REFERENCES users (id) ON DELETE CASCADE,
    CONSTRAINT support_tickets_assignee_id_fkey FOREIGN KEY (assignee_id) REFERENCES users (id) ON DELETE SET NULL,
    CONSTRAINT support_tickets_priority_known CHECK (priority IN ('low', 'medium', 'high')),
    CONSTRAINT support_tickets_status_known CHECK (status IN ('open', 'in progress', 'resolved'))
);

CREATE INDEX support_tickets_user_id_idx ON support_tickets (user_id, created_at DESC, id DESC);
CREATE INDEX support_tickets_assignee_id_idx ON support_tickets (assignee_id, created_at DESC, id DESC);
CREATE INDEX support_tickets_status_idx ON support_tickets (status, created_at DESC, id DESC);
CREATE INDEX support_tickets_created_at_idx ON support_tickets (created_at DESC, id DESC);

COMMENT ON TABLE support_tickets IS 'Questions of people, and who answers them';
COMMENT ON COLUMN support_tickets.number IS 'What people quote; without gaps, from the row support-ticket of counters';
--rollback DROP TABLE support_tickets;

--changeset tenon:support_ticket_messages
CREATE TABLE support_ticket_messages (
    id UUID NOT NULL DEFAULT gen_random_uuid(),
    ticket_id UUID NOT NULL,
    author_id UUID,
    body TEXT NOT NULL,
    is_internal BOOLEAN NOT NULL DEFAULT FALSE,
    created_at TIMESTAMPTZ NOT NULL DEFAULT CURRENT_TIMESTAMP,
    CONSTRAINT support_ticket_messages_pkey PRIMARY KEY (id),
    CONSTRAINT support_ticket_messages_ticket_id_fkey FOREIGN KEY (ticket_id)
        REFERENCES support_tickets (id) ON DELETE CASCADE,
    CONSTRAINT support_ticket_messages_author_id_fkey FOREIGN KEY (author_id) REFERENCES users (id) ON DELETE SET NULL,
    CONSTRAINT support_ticket_messages_body_size CHECK (octet_length(body) BETWEEN 1 AND 65536)
);

CREATE INDEX support_ticket_messages_ticket_id_idx ON support_ticket_messages (ticket_id, created_at, id);
CREATE INDEX support_ticket_messages_author_id_idx ON support_ticket_messages (author_id) WHERE author_id IS NOT NULL;

COMMENT ON TABLE support_ticket_messages IS 'The conversation of a ticket';
COMMENT ON COLUMN support_ticket_messages.is_internal IS 'TRUE: a note among the staff, never shown to the person who asked';
--rollback DROP TABLE support_ticket_messages;
