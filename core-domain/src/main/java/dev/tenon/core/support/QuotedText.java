package dev.tenon.core.support;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Tells the answer in a mail from what it quotes below: mail programs put the mail that is answered there, each line behind
 * {@code >}, or under a line of their own. Where somebody answers between the lines, everything stays.
 */
final class QuotedText {

    /** Lines that say who wrote what follows, in the languages of the mails that Tenon writes. */
    private static final Pattern SAYS_WHO =
            Pattern.compile("(?:On|Am) .{4,300}(?:wrote|schrieb).{0,200}:", Pattern.CASE_INSENSITIVE);

    private static final Pattern BEGINS_TO_SAY_WHO = Pattern.compile("(?:On|Am) .{4,300}", Pattern.CASE_INSENSITIVE);

    /** Lines under which some programs put the whole mail, with nothing before its lines. */
    private static final Pattern WHOLE_MAIL = Pattern.compile(
            "-{2,} ?(?:Original Message|Original Appointment|Urspr(?:ü|ue)ngliche Nachricht|Forwarded message|Weitergeleitete Nachricht)"
                    + " ?-{2,}",
            Pattern.CASE_INSENSITIVE);

    private static final Pattern RULE = Pattern.compile("_{20,}");
    private static final Pattern FROM = Pattern.compile("\\*?(?:From|Von):\\*? .+", Pattern.CASE_INSENSITIVE);
    private static final Pattern SENT =
            Pattern.compile("\\*?(?:Sent|Date|Gesendet|Datum):\\*? .+", Pattern.CASE_INSENSITIVE);

    private QuotedText() {}

    /** The text without what it quotes below, and without what is blank there; the whole text if nothing would be left of it. */
    static String cut(String text) {
        List<String> lines = new ArrayList<>(text.lines().toList());
        int end = wholeMail(lines);
        if (end < lines.size()) {
            lines = new ArrayList<>(lines.subList(0, end));
        } else {
            cutQuotes(lines);
        }
        dropBlank(lines);
        String left = String.join("\n", lines).strip();
        return left.isEmpty() ? text.strip() : left;
    }

    private static int wholeMail(List<String> lines) {
        for (int index = 0; index < lines.size(); index++) {
            String line = lines.get(index).strip();
            boolean isHeader = (RULE.matcher(line).matches() && isHeader(lines, index + 1)) || isHeader(lines, index);
            if (WHOLE_MAIL.matcher(line).matches() || isHeader) {
                return index;
            }
        }
        return lines.size();
    }

    private static boolean isHeader(List<String> lines, int index) {
        return index + 1 < lines.size()
                && FROM.matcher(lines.get(index).strip()).matches()
                && SENT.matcher(lines.get(index + 1).strip()).matches();
    }

    private static void cutQuotes(List<String> lines) {
        dropBlank(lines);
        int before = lines.size();
        while (!lines.isEmpty() && (isQuoted(last(lines)) || last(lines).isBlank())) {
            lines.remove(lines.size() - 1);
        }
        if (lines.size() == before || lines.isEmpty()) {
            return;
        }
        // A long line that says who wrote may have been broken into two.
        String line = last(lines).strip();
        if (SAYS_WHO.matcher(line).matches()) {
            lines.remove(lines.size() - 1);
        } else if (lines.size() > 1) {
            String above = lines.get(lines.size() - 2).strip();
            if (BEGINS_TO_SAY_WHO.matcher(above).matches()
                    && SAYS_WHO.matcher(above + " " + line).matches()) {
                lines.remove(lines.size() - 1);
                lines.remove(lines.size() - 1);
            }
        }
    }

    private static boolean isQuoted(String line) {
        return line.startsWith(">");
    }

    private static String last(List<String> lines) {
        return lines.get(lines.size() - 1);
    }

    private static void dropBlank(List<String> lines) {
        while (!lines.isEmpty() && last(lines).isBlank()) {
            lines.remove(lines.size() - 1);
        }
    }
}
