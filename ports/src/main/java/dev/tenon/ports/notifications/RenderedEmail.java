package dev.tenon.ports.notifications;

/**
 * What a mail says.
 *
 * @param subject one line of at most {@value #LONGEST_SUBJECT} characters
 * @param text for those who read plain text; lines separated by {@code \n}
 * @param html the same for everyone else; a whole document that fetches nothing
 */
public record RenderedEmail(String subject, String text, String html) {

    /** How many characters a subject may have. */
    public static final int LONGEST_SUBJECT = 200;

    public RenderedEmail {
        boolean isOneLine = subject.chars().noneMatch(Character::isISOControl);
        if (subject.isBlank() || !isOneLine || subject.codePointCount(0, subject.length()) > LONGEST_SUBJECT) {
            throw new IllegalArgumentException(
                    "A subject is one line of 1 to " + LONGEST_SUBJECT + " characters, without control characters");
        }
    }
}
