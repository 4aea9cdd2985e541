-- Runs after Tenon's migrations, and so may refer to its tables.
CREATE TABLE IF NOT EXISTS club_members (
    user_id UUID PRIMARY KEY REFERENCES users (user_id),
    hives   INTEGER NOT NULL CHECK (hives > 0)
);
