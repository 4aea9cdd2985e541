package dev.tenon.cli.imports;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tenon.ports.imports.ImportRefusal;
import dev.tenon.ports.imports.ImportedPerson;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Where people come from, by the words of {@code --from}. */
enum Source {
    keycloak("credentials enabled realmRoles createdTimestamp"),
    auth0("user_id _id email_verified app_metadata custom_password_hash"),
    supabase("encrypted_password email_confirmed_at raw_app_meta_data raw_user_meta_data"),
    firebase("localId"),
    csv("");

    /** More white space does not stand before JSON. */
    private static final int LONGEST_MARGIN = 1_024;

    /** Names of members that records of this product have and those of no other. */
    private final String marks;

    Source(String marks) {
        this.marks = marks;
    }

    /**
     * Begins to read a file.
     *
     * @param hashes of auth0, by the id without its prefix; empty elsewhere
     * @param parameters of a Firebase project; {@code null} elsewhere
     */
    PeopleFile open(InputStream file, Map<String, HashFile.Hash> hashes, @Nullable JsonNode parameters)
            throws IOException {
        return switch (this) {
            case keycloak -> json(file, KeycloakPeople::of);
            case auth0 -> json(file, new Auth0People(hashes)::of);
            case supabase -> json(file, SupabasePeople::of);
            case firebase -> firebase(file, new FirebasePeople(parameters));
            case csv -> CsvPeople.open(file);
        };
    }

    /** Firebase writes JSON, or a table without a line of names. */
    private PeopleFile firebase(InputStream file, FirebasePeople people) throws IOException {
        BufferedInputStream marked = new BufferedInputStream(file);
        marked.mark(LONGEST_MARGIN);
        int first = marked.read();
        while (Character.isWhitespace(first)) {
            first = marked.read();
        }
        marked.reset();
        return first == '{' || first == '[' ? json(marked, people::of) : FirebaseTable.open(marked, people);
    }

    private PeopleFile json(InputStream file, Reading reading) throws IOException {
        JsonRecords records = JsonRecords.open(file, "users");
        return new PeopleFile() {
            @Override
            public boolean hasNext() {
                return records.hasNext();
            }

            @Override
            public ImportedPerson next() {
                JsonNode next = records.next();
                if (records.position() == 1) {
                    requireOwn(next);
                }
                return reading.read(next, records.position());
            }

            @Override
            public void close() throws IOException {
                records.close();
            }
        };
    }

    /** Refuses another product's file, whose people would come without their passwords. */
    private void requireOwn(JsonNode user) {
        if (isMarked(user)) {
            return;
        }
        for (Source other : values()) {
            if (other.isMarked(user)) {
                throw ImportRefusal.UNREADABLE.because(
                        "The first record is one of %s, not of %s. Run it with --from %1$s.".formatted(other, this));
            }
        }
    }

    private boolean isMarked(JsonNode user) {
        return Arrays.stream(marks.split(" ")).anyMatch(user::has);
    }

    /** Makes a person of a record. */
    private interface Reading {
        ImportedPerson read(JsonNode user, long position);
    }
}
