package dev.tenon.ports.accounts;

/**
 * A table that names people.
 *
 * @param name as in the database
 */
public record PersonalTable(String name, Kept kept) {

    /** What erasing a person leaves of a table. */
    public enum Kept {
        /** No row of the person, and nothing that names the person in the rows of others. */
        NOTHING,
        /** Rows that name the person by the account's id alone, which means nothing to anybody any more. */
        PSEUDONYM
    }

    /** A table of which nothing is kept. */
    public static PersonalTable erased(String name) {
        return new PersonalTable(name, Kept.NOTHING);
    }

    /** A table whose rows outlive the person. */
    public static PersonalTable pseudonymous(String name) {
        return new PersonalTable(name, Kept.PSEUDONYM);
    }
}
