package dev.tenon.jte;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A mail with every word in its place; what the layouts are handed. All of it is text: the layouts escape it.
 *
 * @param heading the subject, which stands at the head of the mail too
 * @param colour of the brand, {@code #rrggbb}
 * @param onColour of words on that colour
 * @param button {@code null} for a mail without a link
 * @param unsubscribe {@code null} for what cannot be switched off
 */
record Letter(
        String language,
        String heading,
        String brand,
        String colour,
        String onColour,
        String greeting,
        List<String> before,
        List<Fact> facts,
        List<String> then,
        @Nullable Button button,
        List<String> after,
        String footer,
        @Nullable Unsubscribe unsubscribe) {

    private static final int COLUMNS = 72;

    /** A row of the table. */
    record Fact(String label, String value) {}

    /** Where the mail leads, and what is said about its link to those who cannot press the button. */
    record Button(String label, String link, String hint) {}

    /** Where mails like it are switched off. */
    record Unsubscribe(String label, String link) {}

    /** A paragraph in lines that every mail program shows whole; a word that is longer has a line of its own. */
    String wrapped(String paragraph) {
        return wrapped(paragraph, 0);
    }

    /** A row of the table, its value in line with the others. */
    String aligned(Fact fact) {
        int widest =
                facts.stream().mapToInt(each -> each.label().length()).max().orElse(0);
        String label = fact.label() + ":" + " ".repeat(widest - fact.label().length() + 1);
        return label + wrapped(fact.value(), label.length());
    }

    private static String wrapped(String text, int indent) {
        StringBuilder lines = new StringBuilder();
        int column = indent;
        for (String word : text.split(" ", -1)) {
            boolean isFirst = column == indent;
            if (!isFirst && column + 1 + word.length() > COLUMNS) {
                lines.append('\n').append(" ".repeat(indent));
                column = indent;
            } else if (!isFirst) {
                lines.append(' ');
                column++;
            }
            lines.append(word);
            column += word.length();
        }
        return lines.toString();
    }
}
