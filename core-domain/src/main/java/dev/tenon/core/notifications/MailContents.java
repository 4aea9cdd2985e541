package dev.tenon.core.notifications;

import dev.tenon.ports.kernel.EmailAddress;
import dev.tenon.ports.kernel.OrganizationId;
import dev.tenon.ports.notifications.spi.MailDraft;
import dev.tenon.ports.notifications.spi.MailThread;
import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What of a mail is sealed until it is written, which is when it is sent: the values of its text, in whose name it goes, the address
 * that switches mails like it off, and where it stands in a conversation.
 *
 * <p>Each part begins with a record separator (U+001E), its name, and a unit separator (U+001F). A reader leaves out parts that it
 * does not know: a newer version may add some.
 *
 * @param organizationId {@code null} for the installation's own
 * @param unsubscribe {@code null} for what cannot be switched off
 * @param replyTo where answers go; {@code null} for the sender
 * @param references the Message-IDs of mails before it in a conversation
 */
record MailContents(
        Map<String, String> values,
        @Nullable OrganizationId organizationId,
        @Nullable URI unsubscribe,
        @Nullable EmailAddress replyTo,
        List<String> references) {

    private static final char PART = '\u001E';
    private static final char NAMED = '\u001F';
    private static final Pattern PARTS = Pattern.compile(String.valueOf(PART));
    private static final String ORGANIZATION = "organization";
    private static final String UNSUBSCRIBE = "unsubscribe";
    private static final String REPLY_TO = "reply-to";
    private static final String REFERENCES = "references";
    private static final String VALUE = "value.";
    private static final Pattern SPACE = Pattern.compile(" ");

    // What somebody wrote may hold anything; what no mail program shows is left out here, once for every value.
    MailContents {
        Map<String, String> clean = new HashMap<>();
        values.forEach((name, value) -> clean.put(name, withoutSeparators(value)));
        values = Map.copyOf(clean);
        references = List.copyOf(references);
    }

    private static String withoutSeparators(String value) {
        return value.indexOf(PART) < 0 && value.indexOf(NAMED) < 0
                ? value
                : value.replace(String.valueOf(PART), "").replace(String.valueOf(NAMED), "");
    }

    static MailContents of(MailDraft draft) {
        MailThread thread = draft.thread();
        return new MailContents(
                draft.values(),
                draft.organizationId(),
                draft.unsubscribe(),
                thread == null ? null : thread.replyTo(),
                thread == null ? List.of() : thread.references());
    }

    /** As it is sealed. */
    String written() {
        StringBuilder written = new StringBuilder();
        if (organizationId != null) {
            add(written, ORGANIZATION, organizationId.toString());
        }
        if (unsubscribe != null) {
            add(written, UNSUBSCRIBE, unsubscribe.toString());
        }
        if (replyTo != null) {
            add(written, REPLY_TO, replyTo.value());
        }
        if (!references.isEmpty()) {
            add(written, REFERENCES, String.join(" ", references));
        }
        new TreeMap<>(values).forEach((name, value) -> add(written, VALUE + name, value));
        if (written.isEmpty()) {
            written.append(PART);
        }
        return written.toString();
    }

    private static void add(StringBuilder written, String name, String value) {
        written.append(PART).append(name).append(NAMED).append(value);
    }

    /** Whether this is what {@link #written} wrote, and not a whole mail, as an earlier version sealed it. */
    static boolean areIn(String written) {
        return written.indexOf(PART) == 0;
    }

    /** Reads what {@link #written} wrote, in this version or a later one. */
    static MailContents read(String written) {
        Map<String, String> values = new HashMap<>();
        OrganizationId organization = null;
        URI unsubscribe = null;
        EmailAddress replyTo = null;
        List<String> references = List.of();
        for (String part : PARTS.split(written)) {
            int end = part.indexOf(NAMED);
            String name = end < 0 ? part : part.substring(0, end);
            String value = part.substring(end + 1);
            if (name.startsWith(VALUE)) {
                values.put(name.substring(VALUE.length()), value);
            } else if (name.equals(ORGANIZATION)) {
                organization = OrganizationId.parse(value).orElse(null);
            } else if (name.equals(UNSUBSCRIBE)) {
                unsubscribe = URI.create(value);
            } else if (name.equals(REPLY_TO)) {
                replyTo = EmailAddress.parse(value).orElse(null);
            } else if (name.equals(REFERENCES)) {
                references = List.of(SPACE.split(value));
            }
        }
        return new MailContents(values, organization, unsubscribe, replyTo, references);
    }
}
