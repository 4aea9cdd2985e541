package dev.tenon.cli;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.github.freva.asciitable.AsciiTable;
import com.github.freva.asciitable.Column;
import com.github.freva.asciitable.HorizontalAlign;
import java.io.IOException;
import java.io.PrintStream;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Writes what a command found: a table for people, JSON for scripts. Data goes to standard output, and nothing else. */
public final class Output {

    /** How data is written. */
    public enum Format {
        table,
        json,
        jsonl
    }

    private static final JsonFactory JSON = new JsonFactory();
    private static final int ROWS_OF_A_TABLE = 200;

    private final PrintStream data;
    private final PrintStream messages;
    private final Format format;
    private final boolean quiet;

    Output(Terminal terminal, Format format, boolean quiet) {
        this.data = terminal.output();
        this.messages = terminal.messages();
        this.format = format;
        this.quiet = quiet;
    }

    /** One thing: in a table, a line for each field. */
    public <T> void one(T thing, List<Field<T>> fields) {
        switch (format) {
            case table -> {
                List<String[]> lines = new ArrayList<>();
                for (Field<T> field : fields) {
                    if (field.title() != null) {
                        lines.add(
                                new String[] {field.title(), shown(field.value().apply(thing))});
                    }
                }
                table(new String[] {"Field", "Value"}, lines);
            }
            case json -> data.println(json(thing, fields, true));
            case jsonl -> data.println(json(thing, fields, false));
        }
    }

    /** Any number of things, read as they are written: in constant memory but for tables, which come in parts. */
    public <T> void many(Iterator<T> things, List<Field<T>> fields) {
        switch (format) {
            case table -> tables(things, fields);
            case json -> array(things, fields);
            case jsonl -> things.forEachRemaining(thing -> data.println(json(thing, fields, false)));
        }
    }

    /** Text as it is, for what is no table: a script, a completion. */
    public void text(String text) {
        data.println(text);
    }

    /** Says what happened, to people; silent if asked to be. */
    public void say(String message) {
        if (!quiet) {
            messages.println(message);
        }
    }

    private <T> void tables(Iterator<T> things, List<Field<T>> fields) {
        List<Field<T>> columns =
                fields.stream().filter(field -> field.title() != null).toList();
        String[] heads = columns.stream().map(Field::title).toArray(String[]::new);
        boolean any = false;
        while (things.hasNext()) {
            any = true;
            List<String[]> rows = new ArrayList<>();
            while (things.hasNext() && rows.size() < ROWS_OF_A_TABLE) {
                T thing = things.next();
                rows.add(columns.stream()
                        .map(field -> shown(field.value().apply(thing)))
                        .toArray(String[]::new));
            }
            table(heads, rows);
        }
        if (!any) {
            say("Nothing found.");
        }
    }

    private void table(@Nullable String[] heads, List<String[]> rows) {
        Column[] columns = new Column[heads.length];
        for (int index = 0; index < heads.length; index++) {
            columns[index] = new Column()
                    .header(heads[index])
                    .headerAlign(HorizontalAlign.LEFT)
                    .dataAlign(HorizontalAlign.LEFT)
                    .maxWidth(100);
        }
        data.println(AsciiTable.getTable(
                AsciiTable.BASIC_ASCII_NO_DATA_SEPARATORS_NO_OUTSIDE_BORDER, columns, rows.toArray(Object[][]::new)));
    }

    private <T> void array(Iterator<T> things, List<Field<T>> fields) {
        data.print('[');
        String separator = "\n";
        while (things.hasNext()) {
            data.print(separator);
            data.print(json(things.next(), fields, false));
            separator = ",\n";
        }
        data.println("\n]");
    }

    private static <T> String json(T thing, List<Field<T>> fields, boolean pretty) {
        StringWriter text = new StringWriter();
        try (JsonGenerator generator = JSON.createGenerator(text)) {
            if (pretty) {
                generator.setPrettyPrinter(new DefaultPrettyPrinter());
            }
            generator.writeStartObject();
            for (Field<T> field : fields) {
                generator.writeFieldName(field.name());
                value(generator, field.value().apply(thing));
            }
            generator.writeEndObject();
        } catch (IOException impossible) {
            throw new UncheckedIOException("Writing to memory failed", impossible);
        }
        return text.toString();
    }

    private static void value(JsonGenerator generator, @Nullable Object value) throws IOException {
        switch (value) {
            case null -> generator.writeNull();
            case Boolean flag -> generator.writeBoolean(flag);
            case Long number -> generator.writeNumber(number);
            case Integer number -> generator.writeNumber(number);
            case Iterable<?> values -> {
                generator.writeStartArray();
                for (Object each : values) {
                    value(generator, each);
                }
                generator.writeEndArray();
            }
            default -> generator.writeString(value.toString());
        }
    }

    /** Control characters are shown, not obeyed: a name must not move the cursor. */
    private static String shown(@Nullable Object value) {
        if (value == null) {
            return "-";
        }
        if (value instanceof List<?> values) {
            return values.isEmpty()
                    ? "-"
                    : String.join(", ", values.stream().map(String::valueOf).toList());
        }
        return value.toString().replaceAll("\\p{Cntrl}", "?");
    }
}
