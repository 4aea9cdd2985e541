--liquibase formatted sql logicalFilePath:db/changelog/tenon/195-mail-room.sql

--changeset tenon:email_queue_room_for_claims
-- A claim takes all mails of a page at once, and writes each anew: with room for all of them on their page no index hears of it.
ALTER TABLE email_queue SET (fillfactor = 45);
--rollback ALTER TABLE email_queue SET (fillfactor = 80);
