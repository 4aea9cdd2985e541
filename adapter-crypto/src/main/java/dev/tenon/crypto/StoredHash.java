package dev.tenon.crypto;

import at.favre.lib.crypto.bcrypt.BCrypt;
import at.favre.lib.crypto.bcrypt.IllegalBCryptFormatException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A hash as it stands in the database, taken apart.
 *
 * @param own whether the password was keyed and shortened by HMAC-SHA384 first, as Tenon does; bcrypt alone is what other
 *     products leave behind
 */
record StoredHash(boolean own, BCrypt.HashData bcrypt) {

    static final String OWN = "{bcrypt-hmac-sha384}";
    static final String IMPORTED = "{bcrypt}";

    /** An import could otherwise bring a hash that keeps a core busy for days. */
    static final int HIGHEST_IMPORTED_COST = 14;

    static final int HIGHEST_COST = 16;
    static final int LOWEST_COST = 4;

    private static final Pattern SHAPE =
            Pattern.compile("(\\{bcrypt(?:-hmac-sha384)?})(\\$2[aby]\\$[0-9]{2}\\$[./A-Za-z0-9]{53})");

    /** Reads a stored hash; empty if no password can have it: another format, damaged, or too costly to try. */
    static Optional<StoredHash> parse(String text) {
        Matcher matcher = SHAPE.matcher(text);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        boolean own = matcher.group(1).equals(OWN);
        try {
            byte[] hash = matcher.group(2).getBytes(StandardCharsets.US_ASCII);
            BCrypt.HashData bcrypt = BCrypt.Version.VERSION_2B.parser.parse(hash);
            boolean payable = bcrypt.cost >= LOWEST_COST && bcrypt.cost <= (own ? HIGHEST_COST : HIGHEST_IMPORTED_COST);
            return payable ? Optional.of(new StoredHash(own, bcrypt)) : Optional.empty();
        } catch (IllegalBCryptFormatException damaged) {
            return Optional.empty();
        }
    }

    int cost() {
        return bcrypt.cost;
    }

    String text() {
        byte[] hash = BCrypt.Version.VERSION_2B.formatter.createHashMessage(bcrypt);
        return (own ? OWN : IMPORTED) + new String(hash, StandardCharsets.US_ASCII);
    }
}
