package dev.tenon.core.notifications;

import java.net.URI;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What of a mail is sealed until it is sent: its text and, if there are any, the same as HTML and the address that switches
 * mails like it off.
 *
 * <p>Written, the text comes first, as it is; so what was queued before there was anything else reads as what it is. Each
 * further part begins with a record separator (U+001E), its name, and a unit separator (U+001F). A reader leaves out parts
 * that it does not know: a newer version may add some.
 *
 * @param text plain text, lines separated by {@code \n}
 * @param html {@code null} for the text alone
 * @param unsubscribe {@code null} for what cannot be switched off
 */
record MailBody(
        String text, @Nullable String html, @Nullable URI unsubscribe) {

    private static final char PART = '\u001E';
    private static final char VALUE = '\u001F';
    private static final Pattern PARTS = Pattern.compile(String.valueOf(PART));
    private static final Pattern SEPARATORS = Pattern.compile("[" + PART + VALUE + "]");
    private static final String HTML = "html";
    private static final String UNSUBSCRIBE = "unsubscribe";

    // A name that somebody chose may hold anything; what no mail program shows is left out here, once for every text.
    MailBody {
        text = SEPARATORS.matcher(text).replaceAll("");
        html = html == null ? null : SEPARATORS.matcher(html).replaceAll("");
    }

    /** The body of a mail of text alone. */
    static MailBody of(String text) {
        return new MailBody(text, null, null);
    }

    /** As it is sealed. */
    String written() {
        StringBuilder written = new StringBuilder(text);
        if (html != null) {
            written.append(PART).append(HTML).append(VALUE).append(html);
        }
        if (unsubscribe != null) {
            written.append(PART).append(UNSUBSCRIBE).append(VALUE).append(unsubscribe);
        }
        return written.toString();
    }

    /** Reads what {@link #written} wrote, in this version or another. */
    static MailBody read(String written) {
        String[] parts = PARTS.split(written, -1);
        String html = null;
        URI unsubscribe = null;
        for (int index = 1; index < parts.length; index++) {
            int end = parts[index].indexOf(VALUE);
            String name = end < 0 ? parts[index] : parts[index].substring(0, end);
            String value = parts[index].substring(end + 1);
            if (name.equals(HTML)) {
                html = value;
            } else if (name.equals(UNSUBSCRIBE)) {
                unsubscribe = URI.create(value);
            }
        }
        return new MailBody(parts[0], html, unsubscribe);
    }
}
