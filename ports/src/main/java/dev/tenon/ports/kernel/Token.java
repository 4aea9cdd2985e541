package dev.tenon.ports.kernel;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.zip.CRC32;

/**
 * A bearer secret: a prefix that says what it opens, 30 base62 characters of randomness (178 bits) and 6 characters of
 * CRC32 over what stands before, so that a mistyped token is refused without asking the database. Shown once; only its
 * digest is stored.
 *
 * @param text the whole token
 */
public record Token(String text) {

    /** Opens a session. */
    public static final String SESSION = "tns_";
    /** Lets a program ask in its owner's name. */
    public static final String API_KEY = "tnk_";
    /** Stands for a sign-in that goes on at a provider, and for the browser that began it. */
    public static final String SOCIAL = "tnp_";
    /** Proves who reads a mailbox, once. */
    public static final String MAIL = "tnm_";

    /** Stands for a sign-in that waits for a second factor, or a ceremony with a passkey; opens nothing by itself. */
    public static final String CEREMONY = "tnf_";

    /** Downloads one document, for whoever has it. */
    public static final String SHARE_LINK = "tnl_";

    public static final int RANDOM_CHARACTERS = 30;
    private static final int CHECKSUM_CHARACTERS = 6;
    private static final String BASE62 = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

    public Token {
        if (!isWellFormed(text)) {
            throw new IllegalArgumentException("Not a token");
        }
    }

    /** Makes a token out of random numbers, one of 0 to 61 for each of the {@value #RANDOM_CHARACTERS} characters. */
    public static Token of(String prefix, int[] random) {
        StringBuilder text = new StringBuilder(prefix);
        for (int index = 0; index < RANDOM_CHARACTERS; index++) {
            text.append(BASE62.charAt(random[index]));
        }
        return new Token(text + checksum(text.toString()));
    }

    /** Reads what a client sent; empty if the prefix, the alphabet or the checksum is wrong. */
    public static Optional<Token> parse(String prefix, String text) {
        return text.startsWith(prefix) && isWellFormed(text) ? Optional.of(new Token(text)) : Optional.empty();
    }

    private static boolean isWellFormed(String text) {
        int start = text.indexOf('_') + 1;
        if (start == 0 || text.length() - start != RANDOM_CHARACTERS + CHECKSUM_CHARACTERS) {
            return false;
        }
        for (int index = start; index < text.length(); index++) {
            if (BASE62.indexOf(text.charAt(index)) < 0) {
                return false;
            }
        }
        int end = text.length() - CHECKSUM_CHARACTERS;
        return checksum(text.substring(0, end)).equals(text.substring(end));
    }

    private static String checksum(String text) {
        CRC32 crc = new CRC32();
        crc.update(text.getBytes(StandardCharsets.US_ASCII));
        char[] digits = new char[CHECKSUM_CHARACTERS];
        long rest = crc.getValue();
        for (int index = CHECKSUM_CHARACTERS - 1; index >= 0; index--) {
            digits[index] = BASE62.charAt((int) (rest % BASE62.length()));
            rest /= BASE62.length();
        }
        return new String(digits);
    }

    /** How the token begins: what it opens and four characters of 30, enough to tell tokens apart. */
    public String start() {
        return text.substring(0, text.indexOf('_') + 5);
    }

    /** How the token ends. */
    public String lastFour() {
        return text.substring(text.length() - 4);
    }

    /** Never the secret: a token that ends up in a log line must not work. */
    @Override
    public String toString() {
        return text.substring(0, text.indexOf('_') + 1) + "...";
    }
}
