package dev.tenon.jdbi.kernel;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * A statement that changes something and whose outcome nobody waits for, so that it can travel with others: see
 * {@link Handles#later}. Values are named as everywhere, e.g. {@code :userId}. One constant per statement.
 */
public final class Write {

    /** A name after a single colon; a double one is a cast. */
    private static final Pattern NAME = Pattern.compile("(?<![:\\w]):([A-Za-z]\\w*)");

    private static final Pattern ARRAY = Pattern.compile("::\\w+\\[]");

    private final String sql;
    private final List<String> names = new ArrayList<>();
    /** Where each name stands. */
    private final Map<String, int[]> places = new HashMap<>();

    private final Set<String> arrays = new HashSet<>();
    private @Nullable Write many;
    /** Which of the values have to be the same in all that go as one. */
    private int[] shared = {};

    private Write(String named) {
        Matcher name = NAME.matcher(named);
        StringBuilder positional = new StringBuilder();
        while (name.find()) {
            places.merge(name.group(1), new int[] {names.size()}, Write::joined);
            names.add(name.group(1));
            if (ARRAY.matcher(named).region(name.end(), named.length()).lookingAt()) {
                arrays.add(name.group(1));
            }
            name.appendReplacement(positional, "?");
        }
        name.appendTail(positional);
        this.sql = positional.toString().strip();
    }

    private static int[] joined(int[] some, int[] more) {
        return IntStream.concat(IntStream.of(some), IntStream.of(more)).toArray();
    }

    /** The statement, without a semicolon in it. */
    public static Write of(String sql) {
        if (sql.contains(";")) {
            throw new IllegalArgumentException("One statement, without a semicolon");
        }
        return new Write(sql);
    }

    /**
     * The same, of which many in a row go as this one statement. Of the values that it names those that it casts to arrays are arrays of
     * texts, one for each of the many, in their order; the others are the same for all, so that writes which differ in one of them, or
     * in one that it does not name, go in statements of their own. Each array costs the database a fifth of a microsecond per row.
     */
    public static Write of(String sql, String ofMany) {
        Write write = of(sql);
        Write many = of(ofMany);
        write.many = many;
        write.shared = IntStream.range(0, write.names.size())
                .filter(index -> !many.arrays.contains(write.names.get(index)))
                .toArray();
        return write;
    }

    /** Begins to say its values. */
    public Bound bind(String name, @Nullable Object value) {
        return new Bound(this).bind(name, value);
    }

    /** The statement as it is, for one that names no values. */
    Bound bare() {
        return new Bound(this);
    }

    /** The statement with values: UUIDs, instants, texts, numbers, truth values, collections of texts, or nothing. */
    public static final class Bound {

        private static final Object UNBOUND = new Object();

        private final Write write;
        private final @Nullable Object[] values;

        private Bound(Write write) {
            this.write = write;
            this.values = new Object[write.names.size()];
            Arrays.fill(values, UNBOUND);
        }

        /** Says one value. */
        public Bound bind(String name, @Nullable Object value) {
            int[] places = write.places.get(name);
            if (places == null) {
                throw new IllegalArgumentException("The statement does not name :" + name);
            }
            for (int place : places) {
                values[place] = value;
            }
            return this;
        }

        String sql() {
            return write.sql;
        }

        /** Whether this and the other one can go as one statement. */
        boolean goesWith(Bound other) {
            return write == other.write && write.many != null && sharesWith(other);
        }

        private boolean sharesWith(Bound other) {
            for (int index : write.shared) {
                if (!Objects.equals(values[index], other.values[index])) {
                    return false;
                }
            }
            return true;
        }

        /** All of these, of one kind, as one. */
        static Bound together(List<Bound> all) {
            Bound first = all.get(0);
            Write many = first.write.many;
            if (all.size() == 1 || many == null) {
                return first;
            }
            Bound together = new Bound(many);
            for (int index = 0; index < first.values.length; index++) {
                String name = first.write.names.get(index);
                if (many.arrays.contains(name)) {
                    together.bind(name, texts(all, index));
                } else if (many.names.contains(name)) {
                    together.bind(name, first.values[index]);
                }
            }
            return together;
        }

        private static List<@Nullable String> texts(List<Bound> all, int index) {
            List<@Nullable String> texts = new ArrayList<>(all.size());
            for (Bound each : all) {
                texts.add(text(each.values[index]));
            }
            return texts;
        }

        private static @Nullable String text(@Nullable Object value) {
            return switch (value) {
                case null -> null;
                case Instant time -> time.truncatedTo(ChronoUnit.MICROS).toString();
                default -> value.toString();
            };
        }

        /** Puts the values into a statement, of which this is a part; returns the position after the last. */
        int fill(PreparedStatement statement, int from) throws SQLException {
            int position = from;
            for (int index = 0; index < values.length; index++) {
                @Nullable Object value = values[index];
                if (value == UNBOUND) {
                    throw new IllegalStateException("Say a value for :" + write.names.get(index));
                }
                set(statement, position++, value);
            }
            return position;
        }

        private static void set(PreparedStatement statement, int position, @Nullable Object value) throws SQLException {
            switch (value) {
                case null -> statement.setNull(position, Types.NULL);
                case String text -> statement.setString(position, text);
                case Instant time ->
                    statement.setObject(
                            position, time.truncatedTo(ChronoUnit.MICROS).atOffset(ZoneOffset.UTC));
                case Collection<?> texts ->
                    statement.setArray(
                            position, statement.getConnection().createArrayOf("text", texts.toArray(String[]::new)));
                default -> statement.setObject(position, value);
            }
        }
    }
}
