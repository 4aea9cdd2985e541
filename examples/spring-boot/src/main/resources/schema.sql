-- Runs after Tenon's migrations, and so may refer to its tables.
CREATE TABLE IF NOT EXISTS club_members (
    user_id UUID PRIMARY KEY REFERENCES users (id),
    hives   INTEGER NOT NULL CHECK (hives > 0)
);
