--liquibase formatted sql logicalFilePath:db/changelog/tenon/174-rate-limits.sql

--changeset tenon:rate_limits splitStatements:false
-- Unlogged: a count is worth nothing a minute later, so it need not outlive a crash, is written to no log, and no commit waits
-- for the disk because of it. After a crash everybody's minute begins anew.
CREATE UNLOGGED TABLE rate_limits (
    caller CHAR(64) NOT NULL,
    policy VARCHAR(20) NOT NULL,
    slot BIGINT NOT NULL,
    used INT[] NOT NULL,
    CONSTRAINT rate_limits_pkey PRIMARY KEY (caller, policy),
    CONSTRAINT rate_limits_used_length CHECK (cardinality(used) = 61)
) WITH (fillfactor = 50);

COMMENT ON TABLE rate_limits IS 'What each caller asked in the last minute, second by second; a row goes when nothing of it counts';
COMMENT ON COLUMN rate_limits.caller IS 'Keyed hash of the session, the API key or the network address';
COMMENT ON COLUMN rate_limits.slot IS 'The second that the last element of used is about, since 1970';
COMMENT ON COLUMN rate_limits.used IS 'What was taken in each of the 61 seconds up to slot, oldest first';

-- Seconds that are 61, the present one among them, hold every span of 60: so in no such span is more taken than the limit.
CREATE FUNCTION tenon_take(
        taker TEXT, taken_from TEXT, most INT, at_slot BIGINT,
        OUT granted INT, OUT remaining INT, OUT free_slot BIGINT)
    LANGUAGE plpgsql AS
$$
DECLARE
    seconds CONSTANT INT := 61;
    unlimited CONSTANT INT := 2147483647;
    wanted INT := greatest(1, least(5000, most / 20));
    last_slot BIGINT;
    counts INT[];
    shift INT;
    total BIGINT;
BEGIN
    IF most = unlimited THEN
        granted := wanted;
        remaining := unlimited;
        free_slot := at_slot;
        RETURN;
    END IF;
    LOOP
        SELECT r.slot, r.used INTO last_slot, counts
          FROM rate_limits r WHERE r.caller = taker AND r.policy = taken_from FOR UPDATE;
        EXIT WHEN FOUND;
        -- Somebody else may do so at the same time, and the row may be forgotten again before it is locked.
        INSERT INTO rate_limits (caller, policy, slot, used)
            VALUES (taker, taken_from, at_slot, array_fill(0, ARRAY[seconds])) ON CONFLICT DO NOTHING;
    END LOOP;
    IF at_slot > last_slot OR at_slot < last_slot - seconds THEN
        -- A clock that is somewhat behind counts in the latest second; one that was put back by more begins anew.
        shift := CASE WHEN at_slot > last_slot THEN least(at_slot - last_slot, seconds) ELSE seconds END;
        counts := counts[shift + 1:] || array_fill(0, ARRAY[shift]);
        last_slot := at_slot;
    END IF;
    SELECT sum(c) INTO total FROM unnest(counts) AS c;
    granted := greatest(0, least(wanted, most - total));
    remaining := greatest(0, most - total - granted);
    IF granted > 0 THEN
        counts[seconds] := counts[seconds] + granted;
        UPDATE rate_limits r SET slot = last_slot, used = counts WHERE r.caller = taker AND r.policy = taken_from;
    END IF;
    SELECT last_slot + coalesce(min(i), 1) INTO free_slot FROM generate_subscripts(counts, 1) AS i WHERE counts[i] > 0;
END
$$;

COMMENT ON FUNCTION tenon_take(TEXT, TEXT, INT, BIGINT) IS
    'Takes a twentieth of the limit in advance, or what is left of it; says what is left then, and in which second some of it is free again';
--rollback DROP FUNCTION tenon_take(TEXT, TEXT, INT, BIGINT);
--rollback DROP TABLE rate_limits;

--changeset tenon:api_requests_per_minute
-- What an operator called so already stays as it is.
INSERT INTO features (id, key, name, description) VALUES
    ('01920000-0000-7000-8000-000000000408', 'api-requests-per-minute', 'API Requests per Minute',
        'How many requests a minute each API key may make, if more than the installation allows')
    ON CONFLICT DO NOTHING;
INSERT INTO plan_features (id, plan_id, feature_id, limit_value)
    SELECT granted.id::uuid, p.id, f.id, granted.limit_value
    FROM (VALUES ('01920000-0000-7000-8000-00000000050e', '01920000-0000-7000-8000-000000000302', 3000),
                 ('01920000-0000-7000-8000-00000000050f', '01920000-0000-7000-8000-000000000303', 12000))
        AS granted (id, plan_id, limit_value)
    JOIN plans p ON p.id = granted.plan_id::uuid
    JOIN features f ON f.key = 'api-requests-per-minute'
    ON CONFLICT DO NOTHING;
--rollback DELETE FROM features WHERE id = '01920000-0000-7000-8000-000000000408';
