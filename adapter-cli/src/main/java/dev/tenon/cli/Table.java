package dev.tenon.cli;

import dev.tenon.cli.Field.Look;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Lays rows out in columns. Where they are wider than the terminal, flowing columns take several lines; if that is not
 * enough, columns give way: first those that are empty, then the last ones. What is in one piece, as ids are, is never cut.
 */
final class Table {

    private static final String BETWEEN = " | ";
    private static final String BETWEEN_RULES = "-+-";
    private static final int NARROWEST_FLOW = 16;

    /** A column with its cells. */
    private record Column(String head, List<String> cells, int widest, int narrowest) {

        static Column of(String head, List<String> cells, boolean flowing) {
            int widest = widest(head, cells);
            int narrowest = flowing ? Math.max(NARROWEST_FLOW, Printable.width(head)) : widest;
            return new Column(head, cells, widest, Math.min(widest, narrowest));
        }

        static int widest(String head, List<String> cells) {
            int widest = Printable.width(head);
            for (String cell : cells) {
                widest = Math.max(widest, Printable.width(cell));
            }
            return widest;
        }

        boolean isEmpty() {
            return cells.stream().allMatch(Field.NOTHING::equals);
        }
    }

    private final List<Column> columns;
    private final List<String> leftOut;
    private final int[] widths;

    private Table(List<Column> columns, List<String> leftOut, int[] widths) {
        this.columns = columns;
        this.leftOut = leftOut;
        this.widths = widths;
    }

    /** A table of things, at most so many columns wide. */
    static <T> Table of(List<Field<T>> fields, List<T> things, int width) {
        List<Column> columns = new ArrayList<>();
        for (Field<T> field : fields) {
            String title = field.title();
            if (title != null) {
                List<String> cells =
                        things.stream().map(thing -> Cell.brief(field, thing)).toList();
                columns.add(Column.of(title, cells, field.look() == Look.FLOWING));
            }
        }
        return fitted(columns, width);
    }

    /** A table of one thing: a line for each field, at most so many columns wide. */
    static <T> Table of(List<Field<T>> fields, T thing, int width) {
        List<String> titles = new ArrayList<>();
        List<String> values = new ArrayList<>();
        List<String> inOnePiece = new ArrayList<>();
        for (Field<T> field : fields) {
            String title = field.title();
            if (title != null) {
                titles.add(title);
                values.add(Cell.full(field, thing));
                if (field.look() != Look.FLOWING) {
                    inOnePiece.add(Cell.full(field, thing));
                }
            }
        }
        Column value = new Column("Value", values, Column.widest("Value", values), Column.widest("Value", inOnePiece));
        List<Column> columns = List.of(Column.of("Field", titles, false), value);
        return new Table(columns, List.of(), widths(columns, width));
    }

    /** The heads of the columns that gave way. */
    List<String> leftOut() {
        return leftOut;
    }

    /** The lines, without blanks at their ends. */
    List<String> lines() {
        List<String> lines = new ArrayList<>();
        add(lines, columns.stream().map(Column::head).toList());
        lines.add(String.join(
                BETWEEN_RULES, IntStream.of(widths).mapToObj("-"::repeat).toList()));
        int rows = columns.get(0).cells().size();
        for (int row = 0; row < rows; row++) {
            int index = row;
            add(lines, columns.stream().map(column -> column.cells().get(index)).toList());
        }
        return lines;
    }

    private void add(List<String> lines, List<String> cells) {
        List<List<String>> wrapped = new ArrayList<>();
        int height = 1;
        for (int column = 0; column < cells.size(); column++) {
            List<String> parts = wrapped(cells.get(column), widths[column]);
            wrapped.add(parts);
            height = Math.max(height, parts.size());
        }
        for (int part = 0; part < height; part++) {
            StringBuilder line = new StringBuilder();
            for (int column = 0; column < wrapped.size(); column++) {
                List<String> parts = wrapped.get(column);
                String text = part < parts.size() ? parts.get(part) : "";
                line.append(column == 0 ? "" : BETWEEN)
                        .append(text)
                        .append(" ".repeat(Math.max(0, widths[column] - Printable.width(text))));
            }
            lines.add(line.toString().stripTrailing());
        }
    }

    private static Table fitted(List<Column> all, int width) {
        List<Column> columns = new ArrayList<>(all);
        while (columns.size() > 1 && total(columns.stream().mapToInt(Column::narrowest)) > width) {
            columns.remove(givingWay(columns));
        }
        List<String> leftOut = new ArrayList<>(all.stream().map(Column::head).toList());
        columns.forEach(column -> leftOut.remove(column.head()));
        return new Table(columns, leftOut, widths(columns, width));
    }

    /** The last column that is empty, else the last one; never the first. */
    private static int givingWay(List<Column> columns) {
        int last = columns.size() - 1;
        return IntStream.rangeClosed(1, last)
                .filter(index -> columns.get(index).isEmpty())
                .max()
                .orElse(last);
    }

    /** Every column as wide as its widest cell, and what is too much taken from the flowing ones, widest first. */
    private static int[] widths(List<Column> columns, int width) {
        int[] widths = columns.stream().mapToInt(Column::widest).toArray();
        long tooMuch = total(IntStream.of(widths)) - width;
        while (tooMuch > 0) {
            int widest = -1;
            for (int index = 0; index < widths.length; index++) {
                boolean canShrink = widths[index] > columns.get(index).narrowest();
                if (canShrink && (widest < 0 || widths[index] > widths[widest])) {
                    widest = index;
                }
            }
            if (widest < 0) {
                return widths;
            }
            widths[widest]--;
            tooMuch--;
        }
        return widths;
    }

    private static long total(IntStream widths) {
        int[] each = widths.toArray();
        return IntStream.of(each).asLongStream().sum() + (long) BETWEEN.length() * (each.length - 1);
    }

    /** The text in lines of at most this width, broken between words where there are any. */
    private static List<String> wrapped(String text, int width) {
        if (Printable.width(text) <= width) {
            return List.of(text);
        }
        List<String> lines = new ArrayList<>();
        StringBuilder line = new StringBuilder();
        for (String word : text.split(" ")) {
            if (!line.isEmpty() && Printable.width(line + " " + word) > width) {
                lines.add(line.toString());
                line.setLength(0);
            }
            line.append(line.isEmpty() ? "" : " ").append(word);
            while (Printable.width(line.toString()) > width) {
                int end = fittingEnd(line, width);
                lines.add(line.substring(0, end));
                line.delete(0, end);
            }
        }
        if (!line.isEmpty()) {
            lines.add(line.toString());
        }
        return lines;
    }

    private static int fittingEnd(CharSequence text, int width) {
        int end = Character.offsetByCodePoints(text, 0, 1);
        while (end < text.length()) {
            int next = Character.offsetByCodePoints(text, end, 1);
            if (Printable.width(text.subSequence(0, next).toString()) > width) {
                break;
            }
            end = next;
        }
        return end;
    }
}
