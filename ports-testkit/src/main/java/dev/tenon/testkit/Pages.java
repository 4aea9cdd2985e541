package dev.tenon.testkit;

import dev.tenon.ports.kernel.Page;
import dev.tenon.ports.kernel.PageRequest;
import dev.tenon.ports.kernel.Position;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;

/** Cuts pages out of rows, newest or oldest first. */
final class Pages {

    private static final Comparator<Position> OLDEST_FIRST = Comparator.comparingInt(Position::rank)
            .thenComparing(Position::time)
            .thenComparing(Position::id);

    private Pages() {}

    static <R> Page<R> oldestFirst(List<R> rows, Function<R, Position> position, PageRequest page) {
        List<R> found = rows.stream()
                .filter(row -> page.start()
                        .map(start -> OLDEST_FIRST.compare(position.apply(row), start) > 0)
                        .orElse(true))
                .sorted(Comparator.comparing(position, OLDEST_FIRST))
                .limit(page.rows())
                .toList();
        return Page.cut(found, page, position);
    }

    static <R> Page<R> newestFirst(List<R> rows, Function<R, Position> position, PageRequest page) {
        List<R> found = rows.stream()
                .filter(row -> page.start()
                        .map(start -> OLDEST_FIRST.compare(position.apply(row), start) < 0)
                        .orElse(true))
                .sorted(Comparator.comparing(position, OLDEST_FIRST).reversed())
                .limit(page.rows())
                .toList();
        return Page.cut(found, page, position);
    }
}
