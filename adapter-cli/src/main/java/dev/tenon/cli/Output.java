package dev.tenon.cli;

import java.io.BufferedOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.function.Function;

/** Writes what a command found: a table for people, JSON for scripts. Data goes to standard output, and nothing else. */
public final class Output {

    /** How data is written. */
    public enum Format {
        table,
        json,
        jsonl
    }

    /** Standard output takes no more. */
    static final class Closed extends RuntimeException {

        private static final long serialVersionUID = 1L;

        private Closed(IOException cause) {
            super("Standard output takes no more: " + cause.getMessage(), cause, false, false);
        }

        /** Whether the reader has gone away, as {@code head} does when it has enough. */
        boolean readerIsGone() {
            Throwable cause = getCause();
            return cause != null && String.valueOf(cause.getMessage()).contains("pipe");
        }
    }

    private static final int ROWS_OF_A_TABLE = 200;
    private static final int BUFFER = 16 * 1024;

    private final Terminal terminal;
    private final Format format;
    private final boolean quiet;
    private final OutputStream stream;
    private final PrintWriter data;
    private boolean toldWhatIsLeftOut;

    Output(Terminal terminal, Format format, boolean quiet) {
        this.terminal = terminal;
        this.format = format;
        this.quiet = quiet;
        this.stream = new BufferedOutputStream(new TellingStream(terminal.output()), BUFFER);
        this.data = new PrintWriter(new OutputStreamWriter(stream, StandardCharsets.UTF_8));
    }

    /** One thing: in a table, a line for each field. */
    public <T> void one(T thing, List<Field<T>> fields) {
        switch (format) {
            case table -> print(Table.of(fields, thing, terminal.columns()));
            case json -> data.println(Json.pretty(thing, fields));
            case jsonl -> data.println(Json.line(thing, fields));
        }
    }

    /** One thing that is words for people. */
    public <T> void worded(T thing, List<Field<T>> fields, String words) {
        if (format == Format.table) {
            text(words);
        } else {
            one(thing, fields);
        }
    }

    /** Any number of things, read as they are written: in constant memory, for which long tables come in parts. */
    public <T> void many(Iterator<T> things, List<Field<T>> fields) {
        many(things, fields, "Nothing found.");
    }

    /** The same, with what is said to people where a table would be empty. */
    public <T> void many(Iterator<T> things, List<Field<T>> fields, String none) {
        switch (format) {
            case table -> tables(things, fields, none);
            case json -> array(things, fields);
            case jsonl -> things.forEachRemaining(thing -> data.println(Json.line(thing, fields)));
        }
    }

    /** One thing that is a table of its own for people: rows and columns instead of a line for each field. */
    public <T, R> void tabled(T thing, List<Field<T>> fields, Iterator<R> rows, List<Field<R>> columns, String none) {
        if (format == Format.table) {
            tables(rows, columns, none);
        } else {
            one(thing, fields);
        }
    }

    /** One more table of what was {@link #tabled}, under its title: for people alone, since scripts have all of it already. */
    public <R> void alsoTabled(String title, Iterator<R> rows, List<Field<R>> columns) {
        if (format == Format.table && rows.hasNext()) {
            data.println();
            data.println(title);
            tables(rows, columns, title);
        }
    }

    /** One of many things that come one by one, and are waited for: a line for people, or one of JSON, at once. */
    public <T> void asItComes(T thing, List<Field<T>> fields, Function<T, String> line) {
        data.println(format == Format.table ? line.apply(thing) : Json.line(thing, fields));
        flush();
    }

    /** Text as it is, for what is no table: a script, a completion. Whoever waits for it gets it at once. */
    public void text(String text) {
        data.println(text);
        flush();
    }

    /** Bytes as they are, for what is no text. */
    public OutputStream bytes() {
        return stream;
    }

    /** Says what happened, to people; silent if asked to be. */
    public void say(String message) {
        if (!quiet) {
            terminal.say(message);
        }
    }

    /** Sends what was written on its way. */
    void flush() {
        data.flush();
    }

    private <T> void tables(Iterator<T> things, List<Field<T>> fields, String none) {
        boolean any = false;
        while (things.hasNext()) {
            List<T> rows = new ArrayList<>();
            while (things.hasNext() && rows.size() < ROWS_OF_A_TABLE) {
                rows.add(things.next());
            }
            if (any) {
                data.println();
            }
            any = true;
            print(Table.of(fields, rows, terminal.columns()));
        }
        if (!any) {
            say(none);
        }
    }

    private void print(Table table) {
        table.lines().forEach(data::println);
        if (!table.leftOut().isEmpty() && !toldWhatIsLeftOut) {
            toldWhatIsLeftOut = true;
            flush();
            say("Left out for want of room: " + String.join(", ", table.leftOut()) + ". Everything is in -o json.");
        }
    }

    private <T> void array(Iterator<T> things, List<Field<T>> fields) {
        data.print('[');
        String separator = System.lineSeparator();
        while (things.hasNext()) {
            data.print(separator);
            data.print(Json.line(things.next(), fields));
            separator = "," + System.lineSeparator();
        }
        data.println();
        data.println(']');
    }

    /** Lets a failure through that print writers would swallow. */
    private static final class TellingStream extends FilterOutputStream {

        TellingStream(OutputStream out) {
            super(out);
        }

        @Override
        public void write(int oneByte) {
            try {
                out.write(oneByte);
            } catch (IOException failure) {
                throw new Closed(failure);
            }
        }

        @Override
        public void write(byte[] bytes, int offset, int length) {
            try {
                out.write(bytes, offset, length);
            } catch (IOException failure) {
                throw new Closed(failure);
            }
        }

        @Override
        public void flush() {
            try {
                out.flush();
            } catch (IOException failure) {
                throw new Closed(failure);
            }
        }
    }
}
