package dev.tenon.cli;

import java.util.stream.Collectors;

/**
 * Makes text safe to show. Names come from strangers, and a terminal obeys what it is sent: a control character must not
 * move the cursor, and a change of writing direction must not make one name look like another.
 */
final class Printable {

    private static final int ZERO_WIDTH_NON_JOINER = 0x200c;
    private static final int ZERO_WIDTH_JOINER = 0x200d;

    private Printable() {}

    /** The text with a question mark for whatever a terminal would obey rather than show. */
    static String line(String text) {
        if (text.codePoints().noneMatch(Printable::isObeyed)) {
            return text;
        }
        StringBuilder shown = new StringBuilder(text.length());
        text.codePoints().forEach(codePoint -> shown.appendCodePoint(isObeyed(codePoint) ? '?' : codePoint));
        return shown.toString();
    }

    /** The same for text of several lines. */
    static String lines(String text) {
        return text.lines().map(Printable::line).collect(Collectors.joining(System.lineSeparator()));
    }

    /** Whether a terminal, or a viewer of text, would obey this character. */
    static boolean isObeyed(int codePoint) {
        return switch (Character.getType(codePoint)) {
            case Character.CONTROL, Character.SURROGATE, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR ->
                true;
            case Character.FORMAT -> codePoint != ZERO_WIDTH_NON_JOINER && codePoint != ZERO_WIDTH_JOINER;
            default -> false;
        };
    }

    /** How many columns the text takes: two for wide characters, none for marks that combine. */
    static int width(String text) {
        return text.codePoints().map(Printable::width).sum();
    }

    private static int width(int codePoint) {
        return switch (Character.getType(codePoint)) {
            case Character.NON_SPACING_MARK, Character.ENCLOSING_MARK, Character.FORMAT -> 0;
            default -> isWide(codePoint) ? 2 : 1;
        };
    }

    /** East Asian wide and fullwidth characters and emoji, by their blocks (Unicode Standard Annex 11). */
    private static boolean isWide(int codePoint) {
        return codePoint >= 0x1100
                && (codePoint <= 0x115f
                        || (codePoint >= 0x2e80 && codePoint <= 0xa4cf && codePoint != 0x303f)
                        || (codePoint >= 0xac00 && codePoint <= 0xd7a3)
                        || (codePoint >= 0xf900 && codePoint <= 0xfaff)
                        || (codePoint >= 0xfe30 && codePoint <= 0xfe6f)
                        || (codePoint >= 0xff00 && codePoint <= 0xff60)
                        || (codePoint >= 0xffe0 && codePoint <= 0xffe6)
                        || (codePoint >= 0x1f300 && codePoint <= 0x1faff)
                        || (codePoint >= 0x20000 && codePoint <= 0x3fffd));
    }
}
