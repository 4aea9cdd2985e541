package dev.tenon.cli.imports;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tenon.ports.accounts.AccountStatus;
import dev.tenon.ports.imports.ImportedPerson;
import dev.tenon.ports.imports.ImportedPerson.Left;
import dev.tenon.ports.imports.ImportedPerson.SocialLink;
import dev.tenon.ports.signin.ImportedHash;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A person of whom is told, field by field; what the formats have in common. */
final class Entry {

    /** How providers are called elsewhere, and here. */
    private static final Map<String, String> METHODS = Map.of(
            "google", "google",
            "google.com", "google",
            "google-oauth2", "google",
            "github", "github",
            "github.com", "github",
            "facebook", "facebook",
            "facebook.com", "facebook");

    /** Providers that are the password itself. */
    private static final Set<String> OWN = Set.of("email", "password", "auth0", "phone");

    private final long position;
    private final String sourceId;
    private final Set<String> roles = new LinkedHashSet<>();
    private final List<SocialLink> links = new ArrayList<>();
    private final Set<Left> left = EnumSet.noneOf(Left.class);
    private @Nullable String email;
    private boolean verified;
    private @Nullable String userName;
    private @Nullable String firstName;
    private @Nullable String lastName;
    private AccountStatus status = AccountStatus.ACTIVE;
    private @Nullable ImportedHash password;
    private @Nullable Instant createdAt;
    private @Nullable Instant lastLoginAt;

    Entry(long position, String sourceId) {
        this.position = position;
        this.sourceId = sourceId.isEmpty() ? "#" + position : sourceId;
    }

    /** The text of a field; {@code null} if it is absent, empty or no text. */
    static @Nullable String text(JsonNode node, String field) {
        JsonNode value = node.path(field);
        String text = value.isTextual() || value.isNumber() ? value.asText() : "";
        return text.isEmpty() ? null : text;
    }

    static String textOr(JsonNode node, String field, String otherwise) {
        String text = text(node, field);
        return text == null ? otherwise : text;
    }

    Entry email(@Nullable String text, boolean isVerified) {
        email = text;
        verified = isVerified;
        return this;
    }

    Entry names(@Nullable String user, @Nullable String first, @Nullable String last) {
        userName = user;
        firstName = first;
        lastName = last;
        return this;
    }

    Entry status(AccountStatus chosen) {
        status = chosen;
        return this;
    }

    Entry times(@Nullable Instant created, @Nullable Instant lastLogin) {
        createdAt = created;
        lastLoginAt = lastLogin;
        return this;
    }

    Entry role(String name) {
        roles.add(name);
        return this;
    }

    Entry left(Left what) {
        left.add(what);
        return this;
    }

    /** Takes a hash over, or notes that it cannot be. */
    void hash(Supplier<ImportedHash> reading) {
        try {
            password = reading.get();
            left.remove(Left.PASSWORD_NOT_READABLE);
        } catch (IllegalArgumentException notOne) {
            left.add(Left.PASSWORD_NOT_READABLE);
        }
    }

    /** Takes an account at a network over, or notes that it cannot be. */
    void link(String provider, @Nullable String subject, @Nullable String at, boolean isVerified) {
        String method = METHODS.get(provider);
        if (method != null && subject != null) {
            links.add(new SocialLink(method, subject, at, isVerified));
        } else if (!OWN.contains(provider)) {
            left.add(Left.SOCIAL_LOGIN);
        }
    }

    static @Nullable Instant millis(@Nullable String text) {
        try {
            return text == null ? null : Instant.ofEpochMilli(Long.parseLong(text));
        } catch (NumberFormatException notANumber) {
            return null;
        }
    }

    /** An instant as databases and JSON write it: with a space or a T, and an offset of hours or more. */
    static @Nullable Instant instant(@Nullable String text) {
        if (text == null) {
            return null;
        }
        String iso = text.strip().replaceFirst(" ", "T").replaceFirst("([+-]\\d{2})$", "$1:00");
        try {
            return OffsetDateTime.parse(iso).toInstant();
        } catch (DateTimeException notOne) {
            return null;
        }
    }

    ImportedPerson person() {
        return new ImportedPerson(
                position,
                sourceId,
                email,
                verified,
                userName,
                firstName,
                lastName,
                status,
                password,
                roles,
                links,
                createdAt,
                lastLoginAt,
                left);
    }
}
