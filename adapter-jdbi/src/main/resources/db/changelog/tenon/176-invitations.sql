--liquibase formatted sql logicalFilePath:db/changelog/tenon/176-invitations.sql

--changeset tenon:invitations_sent_at
ALTER TABLE invitations ADD COLUMN sent_at TIMESTAMPTZ NOT NULL DEFAULT CURRENT_TIMESTAMP;
UPDATE invitations SET sent_at = created_at;
COMMENT ON COLUMN invitations.sent_at IS 'When the last mail went out: the next one waits, and so does another organization''s';
--rollback ALTER TABLE invitations DROP COLUMN sent_at;

--changeset tenon:invitations_sent_lately
CREATE INDEX invitations_sent_at_idx ON invitations (lower(email), sent_at DESC);
--rollback DROP INDEX invitations_sent_at_idx;

--changeset tenon:invitations_of_the_erased splitStatements:false
CREATE FUNCTION tenon_forget_erased_inviter() RETURNS trigger
    LANGUAGE plpgsql AS
$$
DECLARE
    inviter_status TEXT;
BEGIN
    -- The lock is the one that the foreign key takes in a moment anyway: whoever erases is waited for.
    SELECT u.status INTO inviter_status FROM users u WHERE u.id = NEW.invited_by FOR KEY SHARE;
    IF inviter_status = 'erased' THEN
        NEW.invited_by := NULL;
    END IF;
    RETURN NEW;
END
$$;

CREATE TRIGGER invitations_not_by_the_erased
    BEFORE INSERT ON invitations
    FOR EACH ROW WHEN (NEW.invited_by IS NOT NULL) EXECUTE FUNCTION tenon_forget_erased_inviter();

COMMENT ON FUNCTION tenon_forget_erased_inviter() IS 'What an erased person offered to others stays, without the name';
--rollback DROP TRIGGER invitations_not_by_the_erased ON invitations;
--rollback DROP FUNCTION tenon_forget_erased_inviter();
