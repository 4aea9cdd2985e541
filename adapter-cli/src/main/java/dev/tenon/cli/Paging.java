package dev.tenon.cli;

import dev.tenon.ports.kernel.Kind;
import dev.tenon.ports.kernel.Page;
import dev.tenon.ports.kernel.PageRequest;
import dev.tenon.ports.kernel.Position;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** How much of a list to print. */
public final class Paging {

    @Option(
            names = "--limit",
            paramLabel = "N",
            defaultValue = "50",
            description = "Print at most so many (default: ${DEFAULT-VALUE}).")
    private long limit = PageRequest.DEFAULT_LIMIT;

    @Option(names = "--all", description = "Print them all, however many there are.")
    private boolean all;

    /** Prints the items; pages are read as they are needed. */
    public <T> void print(Output output, Function<PageRequest, Page<T>> list, List<Field<T>> fields) {
        if (limit < 1) {
            throw new Stopped(Kind.MALFORMED, "--limit takes a number from 1 on, not " + limit + ".");
        }
        Items<T> items = new Items<>(list, all ? Long.MAX_VALUE : limit);
        output.many(items, fields);
        if (items.thereIsMore()) {
            output.flush();
            output.say("There is more. Raise --limit, or add --all.");
        }
    }

    /** The first so many items of a list. */
    private static final class Items<T> implements Iterator<T> {

        private final Function<PageRequest, Page<T>> list;
        private long left;
        private Iterator<T> page;
        private @Nullable Position next;

        Items(Function<PageRequest, Page<T>> list, long atMost) {
            this.list = list;
            this.left = atMost;
            Page<T> first = list.apply(request(null));
            this.page = first.items().iterator();
            this.next = first.nextPosition();
        }

        @Override
        public boolean hasNext() {
            if (left == 0) {
                return false;
            }
            while (!page.hasNext() && next != null) {
                Page<T> following = list.apply(request(next));
                page = following.items().iterator();
                next = following.nextPosition();
            }
            return page.hasNext();
        }

        @Override
        public T next() {
            if (!hasNext()) {
                throw new NoSuchElementException();
            }
            left--;
            return page.next();
        }

        boolean thereIsMore() {
            return page.hasNext() || next != null;
        }

        private PageRequest request(@Nullable Position after) {
            return new PageRequest((int) Math.min(left, PageRequest.HIGHEST_LIMIT), after);
        }
    }
}
