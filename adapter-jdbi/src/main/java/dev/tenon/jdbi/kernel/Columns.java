package dev.tenon.jdbi.kernel;

import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Reads columns as the types that the records of the ports are made of. */
public final class Columns {

    private Columns() {}

    public static UUID uuid(ResultSet row, String column) throws SQLException {
        return present(uuidOrNull(row, column), column);
    }

    public static @Nullable UUID uuidOrNull(ResultSet row, String column) throws SQLException {
        return row.getObject(column, UUID.class);
    }

    /** The id of this type that stands in the column; {@code null} for none. */
    public static <I> @Nullable I idOrNull(ResultSet row, String column, Function<UUID, I> id) throws SQLException {
        @Nullable UUID value = uuidOrNull(row, column);
        return value == null ? null : id.apply(value);
    }

    public static Instant instant(ResultSet row, String column) throws SQLException {
        return present(instantOrNull(row, column), column);
    }

    public static @Nullable Instant instantOrNull(ResultSet row, String column) throws SQLException {
        @Nullable OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
        return time == null ? null : time.toInstant();
    }

    public static String text(ResultSet row, String column) throws SQLException {
        return present(row.getString(column), column);
    }

    public static @Nullable Long longOrNull(ResultSet row, String column) throws SQLException {
        long value = row.getLong(column);
        return row.wasNull() ? null : value;
    }

    public static @Nullable Integer intOrNull(ResultSet row, String column) throws SQLException {
        int value = row.getInt(column);
        return row.wasNull() ? null : value;
    }

    /** A TEXT[] without nulls in it. */
    public static List<String> texts(ResultSet row, String column) throws SQLException {
        return Arrays.asList((String[]) elements(row, column));
    }

    /** A TEXT[], which may have nulls in it. */
    public static List<@Nullable String> textsOrNulls(ResultSet row, String column) throws SQLException {
        return Arrays.asList((@Nullable String[]) elements(row, column));
    }

    /** A UUID[] without nulls in it. */
    public static List<UUID> uuids(ResultSet row, String column) throws SQLException {
        return Arrays.asList((UUID[]) elements(row, column));
    }

    /** A BIGINT[], which may have nulls in it. */
    public static @Nullable Long[] longs(ResultSet row, String column) throws SQLException {
        return (Long[]) elements(row, column);
    }

    /** The constant whose {@link #word} stands in the column. */
    public static <E extends Enum<E>> E constant(ResultSet row, String column, Class<E> type) throws SQLException {
        return Enum.valueOf(type, text(row, column).toUpperCase(Locale.ROOT));
    }

    /** A constant as tables spell it, e.g. {@code past_due}. */
    public static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }

    private static Object elements(ResultSet row, String column) throws SQLException {
        Array array = present(row.getArray(column), column);
        return array.getArray();
    }

    private static <T> T present(@Nullable T value, String column) throws SQLException {
        if (value == null) {
            throw new SQLException("Column " + column + " is NULL");
        }
        return value;
    }
}
