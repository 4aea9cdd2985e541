package dev.tenon.smtp;

import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * What a page of HTML says, without how it looks: blocks are lines, what stands in a quote begins with {@code >}, and what is not shown is
 * left out. One pass over the text; nothing is fetched.
 */
final class HtmlText {

    private static final Set<String> UNSHOWN = Set.of("script", "style", "head", "title", "template", "noscript");
    private static final Set<String> BLOCKS = Set.of(
            "p",
            "div",
            "br",
            "li",
            "tr",
            "h1",
            "h2",
            "h3",
            "h4",
            "h5",
            "h6",
            "table",
            "ul",
            "ol",
            "hr",
            "pre",
            "body",
            "section",
            "article",
            "header",
            "footer",
            "blockquote");
    private static final Set<String> APART =
            Set.of("p", "h1", "h2", "h3", "h4", "h5", "h6", "table", "ul", "ol", "pre");
    private static final Map<String, String> NAMED = Map.ofEntries(
            Map.entry("amp", "&"),
            Map.entry("lt", "<"),
            Map.entry("gt", ">"),
            Map.entry("quot", "\""),
            Map.entry("apos", "'"),
            Map.entry("nbsp", " "),
            Map.entry("auml", "ä"),
            Map.entry("ouml", "ö"),
            Map.entry("uuml", "ü"),
            Map.entry("Auml", "Ä"),
            Map.entry("Ouml", "Ö"),
            Map.entry("Uuml", "Ü"),
            Map.entry("szlig", "ß"),
            Map.entry("eacute", "é"),
            Map.entry("egrave", "è"),
            Map.entry("euro", "€"),
            Map.entry("ndash", "–"),
            Map.entry("mdash", "—"),
            Map.entry("hellip", "…"),
            Map.entry("lsquo", "‘"),
            Map.entry("rsquo", "’"),
            Map.entry("ldquo", "“"),
            Map.entry("rdquo", "”"),
            Map.entry("bdquo", "„"),
            Map.entry("laquo", "«"),
            Map.entry("raquo", "»"),
            Map.entry("copy", "©"),
            Map.entry("zwnj", ""));
    private static final int LONGEST_ENTITY = 12;
    private static final int DEEPEST_QUOTE = 10;

    private final String html;
    private final StringBuilder text = new StringBuilder();
    private final StringBuilder line = new StringBuilder();
    private int quotes;
    private boolean spaceIsDue;

    private HtmlText(String html) {
        this.html = html;
    }

    static String of(String html) {
        HtmlText reduced = new HtmlText(html);
        reduced.read();
        return reduced.text.toString().replaceAll("\n{3,}", "\n\n").strip();
    }

    private void read() {
        int index = 0;
        while (index < html.length()) {
            char each = html.charAt(index);
            if (each == '<' && beginsTag(index)) {
                index = tag(index);
            } else if (each == '&') {
                index = entity(index);
            } else {
                put(each);
                index++;
            }
        }
        endLine();
    }

    private boolean beginsTag(int index) {
        if (index + 1 >= html.length()) {
            return false;
        }
        char next = html.charAt(index + 1);
        return Character.isLetter(next) || next == '/' || next == '!' || next == '?';
    }

    /** Goes over a tag or a comment; returns where the text goes on. */
    private int tag(int start) {
        if (html.startsWith("<!--", start)) {
            int end = html.indexOf("-->", start + 4);
            return end < 0 ? html.length() : end + 3;
        }
        int end = endOfTag(start);
        boolean closes = html.startsWith("</", start);
        String name = name(start + (closes ? 2 : 1), end);
        if (UNSHOWN.contains(name) && !closes) {
            return endOf(name, end);
        }
        if (BLOCKS.contains(name)) {
            endLine();
            if (name.equals("blockquote")) {
                quotes = Math.max(0, quotes + (closes ? -1 : 1));
            } else if (name.equals("li") && !closes) {
                line.append("- ");
            } else if (APART.contains(name) && closes) {
                endParagraph();
            }
        } else if (name.equals("td") || name.equals("th")) {
            spaceIsDue = true;
        }
        return end;
    }

    /** Behind the {@code >} that ends a tag; one in quotes does not. */
    private int endOfTag(int start) {
        char quote = 0;
        for (int index = start; index < html.length(); index++) {
            char each = html.charAt(index);
            if (quote != 0) {
                quote = each == quote ? 0 : quote;
            } else if (each == '>') {
                return index + 1;
            } else if ((each == '"' || each == '\'') && index > start && html.charAt(index - 1) == '=') {
                quote = each;
            }
        }
        return html.length();
    }

    private String name(int start, int end) {
        int index = start;
        while (index < end && Character.isLetterOrDigit(html.charAt(index))) {
            index++;
        }
        return html.substring(start, index).toLowerCase(Locale.ROOT);
    }

    /** Behind the end of an element that is not shown. */
    private int endOf(String name, int from) {
        int index = html.indexOf("</", from);
        while (index >= 0 && !html.regionMatches(true, index + 2, name, 0, name.length())) {
            index = html.indexOf("</", index + 2);
        }
        return index < 0 ? html.length() : endOfTag(index);
    }

    private int entity(int start) {
        int end = start + 1;
        while (end < html.length() && end - start < LONGEST_ENTITY && html.charAt(end) != ';') {
            end++;
        }
        if (end >= html.length() || html.charAt(end) != ';') {
            put('&');
            return start + 1;
        }
        String body = html.substring(start + 1, end);
        String meant = body.startsWith("#") ? numbered(body.substring(1)) : NAMED.getOrDefault(body, "&" + body + ";");
        meant.chars().forEach(each -> put((char) each));
        return end + 1;
    }

    private static String numbered(String digits) {
        try {
            boolean isHex = digits.startsWith("x") || digits.startsWith("X");
            int codePoint = isHex ? Integer.parseInt(digits.substring(1), 16) : Integer.parseInt(digits);
            return Character.isValidCodePoint(codePoint) ? Character.toString(codePoint) : "";
        } catch (NumberFormatException none) {
            return "";
        }
    }

    private void put(char each) {
        if (Character.isWhitespace(each) || each == '\u00A0') {
            spaceIsDue = true;
            return;
        }
        if (spaceIsDue && !line.isEmpty() && line.charAt(line.length() - 1) != ' ') {
            line.append(' ');
        }
        spaceIsDue = false;
        line.append(each);
    }

    private void endLine() {
        spaceIsDue = false;
        if (!line.toString().isBlank()) {
            if (quotes > 0) {
                text.append(">".repeat(Math.min(quotes, DEEPEST_QUOTE))).append(' ');
            }
            text.append(line.toString().stripTrailing()).append('\n');
        }
        line.setLength(0);
    }

    private void endParagraph() {
        if (quotes == 0) {
            text.append('\n');
        }
    }
}
