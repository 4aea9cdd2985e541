package dev.tenon.crypto;

import at.favre.lib.crypto.bcrypt.BCrypt;
import at.favre.lib.crypto.bcrypt.IllegalBCryptFormatException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A hash of Tenon's own format as it stands in the database, taken apart.
 *
 * @param pepperId which pepper keyed the password
 */
record StoredHash(String pepperId, BCrypt.HashData bcrypt) {

    static final String OWN = "{bcrypt-hmac-sha384}";
    static final int HIGHEST_COST = 16;
    static final int LOWEST_COST = 4;

    private static final Pattern SHAPE =
            Pattern.compile("\\{bcrypt-hmac-sha384}([0-9a-f]{8})(\\$2b\\$[0-9]{2}\\$[./A-Za-z0-9]{53})");

    /** Reads a stored hash; empty if no password can have it: another format, damaged, or too costly to try. */
    static Optional<StoredHash> parse(String text) {
        Matcher matcher = SHAPE.matcher(text);
        return matcher.matches()
                ? bcrypt(matcher.group(2)).map(data -> new StoredHash(matcher.group(1), data))
                : Optional.empty();
    }

    /** Takes a hash of bcrypt apart; empty if it is none, or too costly to try. */
    static Optional<BCrypt.HashData> bcrypt(String modular) {
        try {
            byte[] hash = modular.getBytes(StandardCharsets.US_ASCII);
            BCrypt.HashData bcrypt = BCrypt.Version.VERSION_2B.parser.parse(hash);
            boolean payable = bcrypt.cost >= LOWEST_COST && bcrypt.cost <= HIGHEST_COST;
            return payable ? Optional.of(bcrypt) : Optional.empty();
        } catch (IllegalBCryptFormatException damaged) {
            return Optional.empty();
        }
    }

    int cost() {
        return bcrypt.cost;
    }

    String text() {
        byte[] hash = BCrypt.Version.VERSION_2B.formatter.createHashMessage(bcrypt);
        return OWN + pepperId + new String(hash, StandardCharsets.US_ASCII);
    }
}
