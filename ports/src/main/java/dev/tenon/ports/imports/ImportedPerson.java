package dev.tenon.ports.imports;

import dev.tenon.ports.accounts.AccountStatus;
import dev.tenon.ports.signin.ImportedHash;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A person as another product knows them. Nothing of it has been checked but that it could be read.
 *
 * @param position which record of the file, from 1
 * @param sourceId how the other product names the person
 * @param email as it stands there; {@code null} without one
 * @param status active, inactive or banned
 * @param password {@code null} for somebody without one that can be taken over
 * @param roles by name
 * @param createdAt {@code null} if the file does not say
 * @param lastLoginAt {@code null} if the file does not say
 * @param left what the file has and the record has not
 */
public record ImportedPerson(
        long position,
        String sourceId,
        @Nullable String email,
        boolean emailVerified,
        @Nullable String userName,
        @Nullable String firstName,
        @Nullable String lastName,
        AccountStatus status,
        @Nullable ImportedHash password,
        Set<String> roles,
        List<SocialLink> socialLinks,
        @Nullable Instant createdAt,
        @Nullable Instant lastLoginAt,
        Set<Left> left) {

    public ImportedPerson {
        roles = Set.copyOf(roles);
        socialLinks = List.copyOf(socialLinks);
        left = Set.copyOf(left);
    }

    /**
     * An account at a social network.
     *
     * @param method the way in, as {@code google}
     * @param subject how the network names the person
     */
    public record SocialLink(
            String method, String subject, @Nullable String email, boolean emailVerified) {

        /** Who names the person so: the network's address as its provider gives it here. */
        public String issuer() {
            return switch (method) {
                case "google" -> "https://accounts.google.com";
                case "github" -> "https://github.com";
                case "facebook" -> "https://www.facebook.com";
                default -> method;
            };
        }
    }

    /** What does not come along; the person comes nevertheless. */
    public enum Left {
        /** The hash is of no known format, damaged, or too costly to try: the password must be reset by mail. */
        PASSWORD_NOT_READABLE,
        /** The password stands there as it is. It is not taken over: who has the file knows it. */
        PASSWORD_IN_PLAIN_TEXT,
        SECOND_FACTOR,
        /** The file says both that the address is verified and that it is not; it is taken for not verified. */
        VERIFICATION_CONTRADICTED,
        SOCIAL_LOGIN,
        /** Roles that are not there, or that this import does not give: admin, support, and what permits more than its caller. */
        ROLE,
        /** Membership in groups, and what roles they bring: an account has roles of its own alone. */
        GROUP,
        /** A name with a line break in it, or longer than 255 characters. */
        NAME;

        /** The name for programs, e.g. {@code second-factor}. */
        public String code() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }
}
