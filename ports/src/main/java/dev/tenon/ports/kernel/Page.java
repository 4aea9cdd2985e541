package dev.tenon.ports.kernel;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One page of a list.
 *
 * @param items the page's items in the list's order
 * @param nextPosition where the next page starts; {@code null} on the last page
 */
public record Page<T>(List<T> items, @Nullable Position nextPosition) {

    public Page {
        items = List.copyOf(items);
    }

    /** Where the next page starts; empty on the last page. */
    public Optional<Position> next() {
        return Optional.ofNullable(nextPosition);
    }

    /** The same page of other items. */
    public <R> Page<R> map(Function<T, R> each) {
        return new Page<>(items.stream().map(each).toList(), nextPosition);
    }

    /**
     * Cuts a page out of what a store found: stores read one item more than asked for, and that item says that there is a
     * next page.
     */
    public static <T> Page<T> cut(List<T> found, PageRequest request, Function<T, Position> positionOf) {
        if (found.size() <= request.limit()) {
            return new Page<>(found, null);
        }
        List<T> items = found.subList(0, request.limit());
        return new Page<>(items, positionOf.apply(items.get(items.size() - 1)));
    }
}
