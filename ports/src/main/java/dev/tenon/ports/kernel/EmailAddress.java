package dev.tenon.ports.kernel;

import java.net.IDN;
import java.text.Normalizer;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * An e-mail address in its one canonical form: NFC, lower case, the domain in punycode. The grammar is stricter than
 * RFC 5321: a dot-atom of ASCII, no quoted strings, no comments, no address literals, a domain with at least two
 * labels, 254 characters at most. What passes can neither break a header nor name two mailboxes.
 *
 * @param value the canonical form
 */
public record EmailAddress(String value) {

    /** The sentence for an address that is not taken. */
    public static final String INVALID = "Give an e-mail address like ana@example.org.";

    private static final int LONGEST = 254;
    private static final int LONGEST_LOCAL_PART = 64;
    private static final Pattern LOCAL_PART =
            Pattern.compile("[a-z0-9!#$%&'*+/=?^_`{|}~-]+(?:\\.[a-z0-9!#$%&'*+/=?^_`{|}~-]+)*");
    private static final Pattern DOMAIN =
            Pattern.compile("(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\\.)+[a-z](?:[a-z0-9-]{0,61}[a-z0-9])");

    public EmailAddress {
        if (!isCanonical(value)) {
            throw new IllegalArgumentException("Not a canonical e-mail address");
        }
    }

    /** Reads an address as a person types it; empty if it is not one that Tenon takes. */
    public static Optional<EmailAddress> parse(String text) {
        if (text.length() > 2 * LONGEST) {
            return Optional.empty();
        }
        String normal = Normalizer.normalize(text.strip(), Normalizer.Form.NFC);
        int at = normal.lastIndexOf('@');
        if (at < 1) {
            return Optional.empty();
        }
        try {
            String domain = IDN.toASCII(normal.substring(at + 1), IDN.USE_STD3_ASCII_RULES);
            String canonical = (normal.substring(0, at) + "@" + domain).toLowerCase(Locale.ROOT);
            return isCanonical(canonical) ? Optional.of(new EmailAddress(canonical)) : Optional.empty();
        } catch (IllegalArgumentException notADomain) {
            return Optional.empty();
        }
    }

    /** Reads an address, or refuses and names the field. */
    public static EmailAddress require(String text, String pointer) {
        return parse(text)
                .orElseThrow(() -> RequestRefusal.INVALID
                        .because(INVALID)
                        .withErrors(List.of(new FieldError(pointer, "email-invalid", INVALID))));
    }

    private static boolean isCanonical(String text) {
        int at = text.indexOf('@');
        return text.length() <= LONGEST
                && at >= 1
                && at <= LONGEST_LOCAL_PART
                && LOCAL_PART.matcher(text.substring(0, at)).matches()
                && DOMAIN.matcher(text.substring(at + 1)).matches();
    }

    @Override
    public String toString() {
        return value;
    }
}
