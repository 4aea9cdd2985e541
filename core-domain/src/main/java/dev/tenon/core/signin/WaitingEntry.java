package dev.tenon.core.signin;

import dev.tenon.core.signin.NewSessions.Entry;
import dev.tenon.ports.signin.spi.SessionStore.PasswordUse;
import dev.tenon.ports.signin.spi.SocialProviders.ProviderTokens;
import dev.tenon.ports.signin.spi.SocialProviders.SocialIdentity;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * How somebody came so far who has yet to show a second factor, as it is sealed into the challenge: a line for each field, in
 * base64, since what providers say may hold any character.
 *
 * @param identity what the provider said; {@code null} for a way in without one
 */
record WaitingEntry(Entry entry, @Nullable SocialIdentity identity) {

    private static final String ABSENT = "-";
    private static final int OF_PASSWORD = 3;

    /** The text of both. The hash makes sure that the password is still the account's at the end. */
    static String text(Entry entry, @Nullable SocialIdentity identity) {
        PasswordUse password = entry.password();
        List<@Nullable String> fields = new ArrayList<>();
        fields.add(entry.method());
        fields.add(password == null ? null : password.hash());
        fields.add(password == null ? null : password.rehash());
        if (identity != null) {
            Instant expiresAt = identity.tokens().expiresAt();
            fields.add(identity.issuer());
            fields.add(identity.subject());
            fields.add(identity.email());
            fields.add(Boolean.toString(identity.emailVerified()));
            fields.add(identity.name());
            fields.add(identity.tokens().access());
            fields.add(identity.tokens().refresh());
            fields.add(expiresAt == null ? null : expiresAt.toString());
        }
        List<String> lines = new ArrayList<>();
        fields.forEach(field -> lines.add(field == null ? ABSENT : encoded(field)));
        return String.join("\n", lines);
    }

    /** Reads the text. */
    static WaitingEntry of(String text) {
        List<@Nullable String> fields = new ArrayList<>();
        for (String line : text.split("\n", -1)) {
            fields.add(line.equals(ABSENT) ? null : decoded(line));
        }
        String hash = fields.get(1);
        Entry entry = new Entry(
                Objects.requireNonNull(fields.get(0)),
                hash == null ? null : new PasswordUse(hash, fields.get(2)),
                null);
        return new WaitingEntry(
                entry, fields.size() == OF_PASSWORD ? null : identity(fields.subList(OF_PASSWORD, fields.size())));
    }

    private static SocialIdentity identity(List<@Nullable String> fields) {
        String expiresAt = fields.get(7);
        return new SocialIdentity(
                Objects.requireNonNull(fields.get(0)),
                Objects.requireNonNull(fields.get(1)),
                fields.get(2),
                Boolean.parseBoolean(fields.get(3)),
                fields.get(4),
                new ProviderTokens(
                        Objects.requireNonNull(fields.get(5)),
                        fields.get(6),
                        expiresAt == null ? null : Instant.parse(expiresAt)));
    }

    private static String encoded(String field) {
        return Base64.getEncoder().encodeToString(field.getBytes(StandardCharsets.UTF_8));
    }

    private static String decoded(String line) {
        return new String(Base64.getDecoder().decode(line), StandardCharsets.UTF_8);
    }
}
