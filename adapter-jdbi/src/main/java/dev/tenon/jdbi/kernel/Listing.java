package dev.tenon.jdbi.kernel;

import dev.tenon.ports.kernel.Page;
import dev.tenon.ports.kernel.PageRequest;
import dev.tenon.ports.kernel.Position;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.mapper.RowMapper;
import org.jdbi.v3.core.statement.Query;
import org.jdbi.v3.core.statement.StatementContext;
import org.jdbi.v3.core.statement.StatementCustomizer;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGStatement;

/**
 * One page of a list, newest or oldest first, by keyset: the page continues after the last row of the one before, so every page
 * costs the same. The statement is put together from fixed fragments; values are always bound.
 */
public final class Listing {

    /** Has a statement planned for its values, for one whose best plan depends on them. */
    public static final StatementCustomizer PLANNED_FOR_ITS_VALUES = new StatementCustomizer() {
        @Override
        public void beforeExecution(PreparedStatement statement, StatementContext context) throws SQLException {
            // Which index serves a filter depends on its value: a rare status wants another plan than a frequent one.
            // An unnamed statement is planned anew for its values; a named one would soon be planned for any.
            statement.unwrap(PGStatement.class).setPrepareThreshold(0);
        }
    };

    private final String select;
    private final PageRequest page;
    private final List<String> conditions = new ArrayList<>();
    private final Map<String, Object> values = new LinkedHashMap<>();
    private final List<String> absent = new ArrayList<>();
    private boolean filtered;

    private Listing(String select, PageRequest page) {
        this.select = select;
        this.page = page;
    }

    /** A page of what this SELECT finds; it ends in its FROM clause. */
    public static Listing of(String select, PageRequest page) {
        return new Listing(select, page);
    }

    /** A value that the SELECT itself names. */
    public Listing with(String name, Object value) {
        values.put(name, value);
        return this;
    }

    /** A name in the SELECT that stands for nothing here. */
    public Listing withNothing(String name) {
        absent.add(name);
        return this;
    }

    /** Has the statement planned for its values, as filters do. */
    public Listing plannedForItsValues() {
        filtered = true;
        return this;
    }

    /** What every row of the list fulfils. */
    public Listing where(String condition, Map<String, Object> bound) {
        conditions.add(condition);
        values.putAll(bound);
        return this;
    }

    /** A filter, left out if its value is {@code null}; the condition names the value as {@code :name}. */
    public Listing filter(String condition, String name, @Nullable Object value) {
        if (value != null) {
            filtered = true;
            conditions.add(condition);
            values.put(name, value);
        }
        return this;
    }

    /**
     * What lies in this span of a list that is newest first; a side that is {@code null} is open. Where the page begins within the
     * span, that is its end: with two ends PostgreSQL would enter the index at the later one, and it is said in a form that rules
     * out partitions, which what the page begins behind does not.
     */
    public Listing between(String time, @Nullable Instant from, @Nullable Instant to) {
        @Nullable Position after = page.after();
        filter(time + " >= :from", "from", from);
        return after != null && (to == null || after.time().isBefore(to))
                ? filter(time + " <= :pageBegins", "pageBegins", after.time())
                : filter(time + " < :to", "to", to);
    }

    /** Reads the page in the order of these two columns, both descending. */
    public <T> Page<T> newestFirst(
            Handle handle, String time, String id, RowMapper<T> row, Function<T, Position> positionOf) {
        return inOrder(handle, time, id, true, Position::id, row, positionOf);
    }

    /** The same in the order of ids alone, which say when they were made (RFC 9562, version 7). */
    public <T> Page<T> newestFirst(Handle handle, String id, RowMapper<T> row, Function<T, Position> positionOf) {
        @Nullable Position after = page.after();
        if (after != null) {
            where(id + " < :afterId", Map.of("afterId", after.id()));
        }
        return page(handle, id + " DESC", row, positionOf);
    }

    /** The same where the second column is a number, which stands in the lower half of the position's id. */
    public <T> Page<T> newestFirstByNumber(
            Handle handle, String time, String number, RowMapper<T> row, Function<T, Position> positionOf) {
        return inOrder(
                handle, time, number, true, position -> position.id().getLeastSignificantBits(), row, positionOf);
    }

    /** Reads the page in the order of these two columns, both ascending. */
    public <T> Page<T> oldestFirst(
            Handle handle, String time, String id, RowMapper<T> row, Function<T, Position> positionOf) {
        return inOrder(handle, time, id, false, Position::id, row, positionOf);
    }

    private <T> Page<T> inOrder(
            Handle handle,
            String time,
            String id,
            boolean descending,
            Function<Position, Object> idOf,
            RowMapper<T> row,
            Function<T, Position> positionOf) {
        @Nullable Position after = page.after();
        if (after != null) {
            conditions.add("(" + time + ", " + id + (descending ? ") < " : ") > ") + "(:afterTime, :afterId)");
            values.put("afterTime", after.time());
            values.put("afterId", idOf.apply(after));
        }
        String direction = descending ? " DESC" : "";
        return page(handle, time + direction + ", " + id + direction, row, positionOf);
    }

    private <T> Page<T> page(Handle handle, String inOrder, RowMapper<T> row, Function<T, Position> positionOf) {
        String where = conditions.isEmpty() ? "" : "\nWHERE " + String.join("\n  AND ", conditions);
        String order = "\nORDER BY " + inOrder + "\nLIMIT " + planned();
        try (Query query = handle.createQuery(select.stripTrailing() + where + order)) {
            values.forEach(query::bind);
            absent.forEach(name -> query.bindNull(name, Types.OTHER));
            if (filtered) {
                query.addCustomizer(PLANNED_FOR_ITS_VALUES);
            }
            List<T> found = query.setMaxRows(page.rows()).map(row).list();
            return Page.cut(found, page, positionOf);
        }
    }

    /** A number that the planner knows, whatever the page's size: few sizes, so that few statements are kept prepared. */
    private int planned() {
        return page.limit() <= PageRequest.DEFAULT_LIMIT
                ? PageRequest.DEFAULT_LIMIT + 1
                : PageRequest.HIGHEST_LIMIT + 1;
    }
}
