package dev.tenon.cli.plot;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A picture as SVG 1.1: text stays text, and what is drawn says what it stands for. Needs no font of this machine. */
final class SvgCanvas implements Canvas {

    private static final String FONTS = "system-ui, -apple-system, 'Segoe UI', 'DejaVu Sans', sans-serif";

    private final StringBuilder svg = new StringBuilder(16 * 1024);

    SvgCanvas(int width, int height, String title, String description) {
        svg.append("""
                <?xml version="1.0" encoding="UTF-8"?>
                <svg xmlns="http://www.w3.org/2000/svg" width="%1$d" height="%2$d" viewBox="0 0 %1$d %2$d" role="img" \
                aria-labelledby="title description" font-family="%3$s">
                <title id="title">%4$s</title>
                <desc id="description">%5$s</desc>
                """.formatted(width, height, FONTS, escaped(title), escaped(description)));
        rectangle(0, 0, width, height, "#ffffff", null);
    }

    @Override
    public void rectangle(
            double x, double y, double width, double height, @Nullable String colour, @Nullable String says) {
        svg.append("<rect x=\"%s\" y=\"%s\" width=\"%s\" height=\"%s\""
                .formatted(number(x), number(y), number(width), number(height)));
        svg.append(colour == null ? " fill=\"none\" pointer-events=\"all\"" : " fill=\"" + colour + '"');
        svg.append(says == null ? "/>\n" : "><title>" + escaped(says) + "</title></rect>\n");
    }

    @Override
    public void rule(double x, double y, double width, String colour) {
        svg.append("<path d=\"M%s %sh%s\" stroke=\"%s\"/>\n".formatted(number(x), number(y), number(width), colour));
    }

    @Override
    public void text(double x, double y, String text, int size, boolean bold, Anchor anchor, String colour) {
        svg.append("<text x=\"%s\" y=\"%s\" font-size=\"%d\"".formatted(number(x), number(y), size));
        svg.append(bold ? " font-weight=\"600\"" : "");
        svg.append(anchor == Anchor.START ? "" : " text-anchor=\"" + word(anchor) + '"');
        svg.append(" fill=\"")
                .append(colour)
                .append("\">")
                .append(escaped(text))
                .append("</text>\n");
    }

    @Override
    public void write(OutputStream out) throws IOException {
        out.write((svg + "</svg>\n").getBytes(StandardCharsets.UTF_8));
    }

    private static String word(Anchor anchor) {
        return anchor.name().toLowerCase(Locale.ROOT);
    }

    /** To a hundredth of a pixel, which is finer than anybody sees. */
    private static String number(double value) {
        long hundredths = Math.round(value * 100);
        return hundredths % 100 == 0 ? Long.toString(hundredths / 100) : Double.toString(hundredths / 100.0);
    }

    /** Text in a document of XML 1.0, which has no control characters and no halves of surrogate pairs. */
    private static String escaped(String text) {
        StringBuilder escaped = new StringBuilder(text.length());
        text.codePoints().forEach(codePoint -> {
            switch (codePoint) {
                case '&' -> escaped.append("&amp;");
                case '<' -> escaped.append("&lt;");
                case '>' -> escaped.append("&gt;");
                case '"' -> escaped.append("&quot;");
                default -> escaped.appendCodePoint(isXml(codePoint) ? codePoint : '?');
            }
        });
        return escaped.toString();
    }

    private static boolean isXml(int codePoint) {
        int type = Character.getType(codePoint);
        return type != Character.CONTROL && type != Character.SURROGATE && codePoint != 0xfffe && codePoint != 0xffff;
    }
}
