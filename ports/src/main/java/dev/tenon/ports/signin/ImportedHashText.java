package dev.tenon.ports.signin;

import java.util.Base64;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads and checks the text forms of {@link ImportedHash}. */
final class ImportedHashText {

    /** Longer than any hash within the bounds; what is longer is not looked at. */
    private static final int LONGEST = 1024;

    private static final String SALT_AND_VALUE = "\\$([A-Za-z0-9+/]+)\\$([A-Za-z0-9+/]+)";
    private static final Pattern BCRYPT = Pattern.compile("\\$2[aby]\\$[0-9]{2}\\$[./A-Za-z0-9]{53}");
    private static final Pattern ARGON2 = Pattern.compile(
            "\\{argon2}\\$(argon2(?:d|i|id))\\$v=([0-9]{1,3})\\$m=([0-9]{1,9}),t=([0-9]{1,9}),p=([0-9]{1,9})"
                    + SALT_AND_VALUE);
    private static final Pattern PBKDF2 =
            Pattern.compile("\\{pbkdf2-(sha1|sha256|sha512)}\\$i=([0-9]{1,9})" + SALT_AND_VALUE);
    private static final Pattern SCRYPT =
            Pattern.compile("\\{scrypt}\\$ln=([0-9]{1,9}),r=([0-9]{1,9}),p=([0-9]{1,9})" + SALT_AND_VALUE);
    private static final Pattern FIREBASE =
            Pattern.compile("\\{firebase-scrypt}\\$ln=([0-9]{1,9}),r=([0-9]{1,9})" + SALT_AND_VALUE);

    private ImportedHashText() {}

    static Optional<ImportedHash> parse(String text) {
        int end = text.indexOf('}');
        if (end < 0 || text.length() > LONGEST) {
            return Optional.empty();
        }
        try {
            ImportedHash hash = read(text.substring(0, end + 1), text);
            // One hash has one form: no leading zeros either.
            return hash != null && hash.text().equals(text) ? Optional.of(hash) : Optional.empty();
        } catch (IllegalArgumentException damagedOrTooCostly) {
            return Optional.empty();
        }
    }

    private static @Nullable ImportedHash read(String format, String text) {
        return switch (format) {
            case "{bcrypt}" -> ImportedHash.Bcrypt.of(text.substring(format.length()));
            case "{argon2}" -> argon2(ARGON2.matcher(text));
            case "{pbkdf2-sha1}", "{pbkdf2-sha256}", "{pbkdf2-sha512}" -> pbkdf2(PBKDF2.matcher(text));
            case "{scrypt}" -> scrypt(SCRYPT.matcher(text));
            case "{firebase-scrypt}" -> firebaseScrypt(FIREBASE.matcher(text));
            default -> null;
        };
    }

    private static @Nullable ImportedHash argon2(Matcher form) {
        return form.matches()
                ? new ImportedHash.Argon2(
                        ImportedHash.Argon2.Type.valueOf(form.group(1).toUpperCase(Locale.ROOT)),
                        number(form, 2),
                        number(form, 3),
                        number(form, 4),
                        number(form, 5),
                        form.group(6),
                        form.group(7))
                : null;
    }

    private static @Nullable ImportedHash pbkdf2(Matcher form) {
        return form.matches()
                ? new ImportedHash.Pbkdf2(
                        ImportedHash.Pbkdf2.Digest.valueOf(form.group(1).toUpperCase(Locale.ROOT)),
                        number(form, 2),
                        form.group(3),
                        form.group(4))
                : null;
    }

    private static @Nullable ImportedHash scrypt(Matcher form) {
        return form.matches()
                ? new ImportedHash.Scrypt(
                        number(form, 1), number(form, 2), number(form, 3), form.group(4), form.group(5))
                : null;
    }

    private static @Nullable ImportedHash firebaseScrypt(Matcher form) {
        return form.matches()
                ? new ImportedHash.FirebaseScrypt(number(form, 1), number(form, 2), form.group(3), form.group(4))
                : null;
    }

    private static int number(Matcher form, int group) {
        return Integer.parseInt(form.group(group));
    }

    static boolean isBcrypt(String modular) {
        return BCRYPT.matcher(modular).matches();
    }

    static String base64(byte[] bytes) {
        return Base64.getEncoder().withoutPadding().encodeToString(bytes);
    }

    static byte[] bytes(String base64) {
        byte[] bytes = Base64.getDecoder().decode(base64);
        // The decoder also takes padding, and stray bits in the last character; one hash has one form.
        if (!base64(bytes).equals(base64)) {
            throw new IllegalArgumentException("Base64 stands without padding here");
        }
        return bytes;
    }

    static String lower(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }

    /** The bounds that several formats share. */
    static final class Bounds {

        private static final long MOST_WORK_KIB = 1024 * 1024;
        private static final int SHORTEST_VALUE = 16;
        private static final int LONGEST_SALT = 64;

        private Bounds() {}

        static void within(String what, int number, int lowest, int highest) {
            if (number < lowest || number > highest) {
                throw new IllegalArgumentException(what + " is " + lowest + " to " + highest + " here, not " + number);
            }
        }

        static void work(String what, long kib) {
            if (kib > MOST_WORK_KIB) {
                throw new IllegalArgumentException(what + " is 1 GiB at most here, not " + (kib >> 10) + " MiB");
            }
        }

        static void scrypt(int logN, int r, int p) {
            within("scrypt's r", r, 1, 32);
            within("scrypt's p", p, 1, 16);
            // RFC 7914 section 2: N is below 2 to the power of 128 * r / 8.
            within("the power of two that is scrypt's N", logN, 1, Math.min(20, 16 * r - 1));
            int kib = scryptKiB(logN, r);
            within("scrypt's memory in KiB", kib, 0, ImportedHash.MOST_MEMORY_KIB);
            work("scrypt's memory times p", (long) kib * p);
        }

        static int scryptKiB(int logN, int r) {
            return (int) (((128L * r) << logN) >> 10);
        }

        static void lengths(String salt, String value, int longestValue) {
            within("the salt's length in bytes", bytes(salt).length, 1, LONGEST_SALT);
            within("the value's length in bytes", bytes(value).length, SHORTEST_VALUE, longestValue);
        }
    }
}
