package dev.tenon.jte;

import dev.tenon.ports.notifications.EmailValue;
import java.math.BigDecimal;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Currency;
import java.util.List;

/** How values read in a language. What people wrote comes out as text that nobody takes for more. */
record Values(Bundle bundle) {

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
    private static String prose(String raw) {
        List<String> paragraphs = Words.paragraphs(raw);
        return String.join("\n", paragraphs.stream().map(Words::unlinked).toList());
    }

    private String time(String format, String raw) {
        return DateTimeFormatter.ofPattern(bundle.text(format), bundle.locale())
                .withZone(ZoneOffset.UTC)
                .format(Instant.parse(raw));
    }

    private String money(String raw) {
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
