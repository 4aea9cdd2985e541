package dev.tenon.core.support;

import dev.tenon.ports.kernel.Violations;
import dev.tenon.ports.support.NewTicketMessage;
import dev.tenon.ports.support.SupportTicket;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What people may write, and how what came by mail is made so. */
final class TicketTexts {

    private static final String MORE = " …";

    private TicketTexts() {}

    static Violations subject(Violations violations, String subject) {
        return violations.line(subject, "/subject", SupportTicket.LONGEST_SUBJECT);
    }

    static Violations text(Violations violations, @Nullable String text, String pointer) {
        if (text == null) {
            return violations;
        }
        return violations
                .require(!text.isBlank(), pointer, "blank", "Give it a value; it is blank.")
                .require(
                        bytes(text) <= SupportTicket.LONGEST_TEXT,
                        pointer,
                        "too-long",
                        "Use at most " + SupportTicket.LONGEST_TEXT + " bytes.")
                .require(
                        text.codePoints().noneMatch(TicketTexts::isForbidden),
                        pointer,
                        "control-character",
                        "Remove control characters and broken surrogates; line breaks and tabs may stay.");
    }

    static Violations attachments(Violations violations, Set<?> attachments) {
        return violations.require(
                attachments.size() <= NewTicketMessage.MOST_ATTACHMENTS,
                "/attachments",
                "too-many",
                "Attach at most " + NewTicketMessage.MOST_ATTACHMENTS + " documents.");
    }

    /** A line of a mail as a subject: without what is forbidden, and no longer than can be. */
    static String asSubject(@Nullable String line) {
        String clean = line == null ? "" : clean(line).replaceAll("\\s+", " ").strip();
        if (clean.isEmpty()) {
            return "(no subject)";
        }
        if (clean.length() <= SupportTicket.LONGEST_SUBJECT) {
            return clean;
        }
        int end = SupportTicket.LONGEST_SUBJECT - MORE.length();
        return clean.substring(0, Character.isHighSurrogate(clean.charAt(end - 1)) ? end - 1 : end) + MORE;
    }

    /** The text of a mail as one that can be kept, with room for so many bytes behind it. */
    static String asText(String text, int room) {
        String clean = clean(text).strip();
        int most = SupportTicket.LONGEST_TEXT - room;
        if (bytes(clean) <= most) {
            return clean;
        }
        int end = Math.min(clean.length(), most);
        while (bytes(clean.substring(0, end)) > most - bytes(MORE)) {
            end = end - Math.max(1, (bytes(clean.substring(0, end)) - most + bytes(MORE)) / 4);
        }
        return clean.substring(0, Character.isHighSurrogate(clean.charAt(end - 1)) ? end - 1 : end) + MORE;
    }

    static int bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }

    static String clean(String text) {
        return text.codePoints()
                .filter(each -> !isForbidden(each))
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    private static boolean isForbidden(int codePoint) {
        int type = Character.getType(codePoint);
        boolean isLayout = codePoint == '\n' || codePoint == '\r' || codePoint == '\t';
        return type == Character.SURROGATE || (type == Character.CONTROL && !isLayout);
    }
}
