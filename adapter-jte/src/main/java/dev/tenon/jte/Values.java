package dev.tenon.jte;

import dev.tenon.ports.notifications.EmailValue;
import java.math.BigDecimal;
import java.net.URI;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Currency;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * How values read in a language. What people wrote comes out as text that nobody takes for more; but an address below the base URL,
 * on a line of its own, stays one.
 */
record Values(Bundle bundle, URI baseUrl) {

    /** One address, and nothing that would begin another. */
    private static final Pattern ADDRESS = Pattern.compile("https?://[\\w.:-]+/[\\w/?&=.%#+~-]*");

    String shown(EmailValue value, String raw) {
        return switch (value.sort()) {
            case TEXT -> Words.unlinked(Words.line(raw));
            case PROSE -> prose(raw);
            case WORD -> bundle.textOr("term." + value.valueName() + "." + raw, Words.unlinked(Words.line(raw)));
            case COUNT -> number("#,##0").format(Long.parseLong(raw));
            case MONEY -> money(raw);
            case MOMENT -> time("format.moment", raw);
            case DATE -> time("format.date", raw);
            case TOKEN -> throw new IllegalArgumentException("A token stands in the link alone");
        };
    }

    /** Paragraphs, separated by line feeds. */
    private String prose(String raw) {
        return Words.paragraphs(raw).stream()
                .map(paragraph -> isOurs(paragraph) ? paragraph : Words.unlinked(paragraph))
                .collect(Collectors.joining("\n"));
    }

    private boolean isOurs(String paragraph) {
        String base = baseUrl.toString();
        return paragraph.startsWith(base.endsWith("/") ? base : base + "/")
                && ADDRESS.matcher(paragraph).matches();
    }

    private String time(String format, String raw) {
        return DateTimeFormatter.ofPattern(bundle.text(format), bundle.locale())
                .withZone(ZoneOffset.UTC)
                .format(Instant.parse(raw));
    }

    /** An amount with its currency. */
    String money(String raw) {
        String[] parts = raw.split(" ", -1);
        int digits = Currency.getInstance(parts[1]).getDefaultFractionDigits();
        String pattern = digits == 0 ? "#,##0" : "#,##0." + "0".repeat(digits);
        String amount = number(pattern).format(new BigDecimal(parts[0]));
        return Bundle.filled(bundle.text("format.money"), place -> place.equals("amount") ? amount : parts[1]);
    }

    private DecimalFormat number(String pattern) {
        return new DecimalFormat(pattern, DecimalFormatSymbols.getInstance(bundle.locale()));
    }
}
