package dev.tenon.jte;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An invoice or a credit note with every word in its place; what the layout is handed. All of it is text: the layout escapes it.
 *
 * @param title what it is, and its number
 * @param stamp what became of it
 * @param colour of the brand, {@code #rrggbb}
 * @param onColour of words on that colour
 * @param logo a {@code data:} address; {@code null} for none
 * @param headings of the columns: what, how many, each, together
 * @param rows none for a credit note
 * @param remark {@code null} without one
 */
record Paper(
        String language,
        String title,
        String stamp,
        String brand,
        String colour,
        String onColour,
        @Nullable String logo,
        Party seller,
        Party buyer,
        List<Fact> facts,
        List<String> headings,
        List<Row> rows,
        List<Sum> sums,
        @Nullable String remark) {

    /** Who sells or buys. */
    record Party(String label, List<String> lines) {}

    /** A fact about it. */
    record Fact(String label, String value) {}

    /** What is charged. */
    record Row(String what, @Nullable String period, String quantity, String unit, String amount) {}

    /** What it comes to. */
    record Sum(String label, String value, boolean isTotal) {}
}
