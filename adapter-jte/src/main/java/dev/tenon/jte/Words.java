package dev.tenon.jte;

import dev.tenon.ports.kernel.EmailAddress;
import java.util.List;
import java.util.regex.Pattern;

/** What people wrote, made fit to stand among our words. It stays text; the layouts escape it. */
final class Words {

    /** How many characters of one line are shown. */
    static final int LONGEST_LINE = 200;

    private static final int MOST_PARAGRAPHS = 2_000;
    private static final int LONGEST_PARAGRAPH = 2_100;
    private static final int LONGEST_PROSE = 60_000;

    /** Control characters, line ends, marks that turn the direction of what follows, and halves of characters. */
    private static final Pattern UNFIT =
            Pattern.compile("[\\p{Cc}\\p{Zl}\\p{Zp}\\p{Cs}\\u200E\\u200F\\u202A-\\u202E\\u2066-\\u2069]+");

    private static final Pattern SPACE = Pattern.compile("[\\s\\u00A0]+");
    private static final Pattern LINE_END = Pattern.compile("\\R");

    /** Where to part what mail programs make a link of although nobody asked them to. */
    private static final Pattern LINK_LIKE = Pattern.compile("(?<=[\\p{L}\\p{N}])(?=\\.\\p{L}{2})|(?<=/)(?=/)");

    /** Nothing to see, and the end of what a mail program takes for an address. */
    private static final String JOINT = "\u200B";

    private Words() {}

    /** One line. */
    static String line(String text) {
        return fit(text, LONGEST_LINE);
    }

    /** One line of at most so many characters. */
    static String line(String text, int most) {
        return fit(text, most);
    }

    /** Its paragraphs, one or more. */
    static List<String> paragraphs(String text) {
        return LINE_END.splitAsStream(start(text, LONGEST_PROSE))
                .map(line -> fit(line, LONGEST_PARAGRAPH))
                .filter(line -> !line.isEmpty())
                .limit(MOST_PARAGRAPHS)
                .toList();
    }

    private static String fit(String text, int most) {
        String clean = UNFIT.matcher(start(text, 10 * most)).replaceAll(" ");
        return cut(SPACE.matcher(clean).replaceAll(" ").strip(), most);
    }

    /** What of it is looked at. */
    private static String start(String text, int most) {
        return text.substring(0, Math.min(text.length(), most));
    }

    /**
     * The same text, of which no mail program makes a link: every link of a mail leads to the installation, whatever
     * somebody called an organization. An address that mail can be sent to stays as it is.
     */
    static String unlinked(String text) {
        if (EmailAddress.parse(text).isPresent()) {
            return text;
        }
        return LINK_LIKE.matcher(text).replaceAll(JOINT);
    }

    /** What {@link #unlinked} was made of. */
    static String relinked(String text) {
        return text.replace(JOINT, "");
    }

    /** At most so many characters, and an ellipsis for what is left out. */
    static String cut(String text, int most) {
        if (text.codePointCount(0, text.length()) <= most) {
            return text;
        }
        return text.substring(0, text.offsetByCodePoints(0, most - 1)).strip() + "…";
    }
}
