package dev.tenon.ports.kernel;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A record of CSV (RFC 4180) that no spreadsheet takes for more than text: a cell that it would calculate begins with an apostrophe
 * here (ASVS V1.2.10).
 */
public final class CsvLine {

    /** What spreadsheets begin a formula with, in ASCII and in the full width that some take for it; and what they skip before. */
    private static final String BEGINS_A_FORMULA = "=+-@\t\r\n＝＋－＠";

    private CsvLine() {}

    /** The cells as one record with its line break; {@code null} is an empty cell. */
    public static String of(List<? extends @Nullable String> cells) {
        StringBuilder line = new StringBuilder();
        String separator = "";
        for (String cell : cells) {
            line.append(separator);
            if (cell != null && !cell.isEmpty()) {
                add(line, cell);
            }
            separator = ",";
        }
        return line.append("\r\n").toString();
    }

    private static void add(StringBuilder line, String cell) {
        boolean isFormula = BEGINS_A_FORMULA.indexOf(cell.charAt(0)) >= 0;
        String text = isFormula ? "'" + cell : cell;
        boolean needsQuotes = isFormula || text.chars().anyMatch(each -> ",\"\r\n".indexOf(each) >= 0);
        if (needsQuotes) {
            line.append('"').append(text.replace("\"", "\"\"")).append('"');
        } else {
            line.append(text);
        }
    }
}
