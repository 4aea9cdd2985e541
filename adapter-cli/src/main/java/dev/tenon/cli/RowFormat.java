package dev.tenon.cli;

import dev.tenon.ports.kernel.CsvLine;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** How rows are written into a file, a line each. */
public enum RowFormat {
    csv,
    jsonl;

    /** What comes before the first row. */
    public <T> String head(List<Field<T>> fields) {
        return this == csv
                ? CsvLine.of(fields.stream()
                        .map(Field::name)
                        .filter(Objects::nonNull)
                        .toList())
                : "";
    }

    /** A row with its line break. */
    public <T> String line(T thing, List<Field<T>> fields) {
        if (this == jsonl) {
            return Json.line(thing, fields) + "\n";
        }
        List<@Nullable String> cells = new ArrayList<>();
        for (Field<T> field : fields) {
            if (field.name() != null) {
                cells.add(cell(field.value().apply(thing)));
            }
        }
        return CsvLine.of(cells);
    }

    private static @Nullable String cell(@Nullable Object value) {
        if (value == null) {
            return null;
        }
        return value instanceof Map || value instanceof Iterable ? Json.of(value) : value.toString();
    }
}
