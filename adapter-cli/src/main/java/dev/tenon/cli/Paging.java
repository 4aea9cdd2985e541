package dev.tenon.cli;

import dev.tenon.ports.kernel.Page;
import dev.tenon.ports.kernel.PageRequest;
import dev.tenon.ports.kernel.Position;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** How much of a list to print. */
public final class Paging {

    @Option(names = "--limit", paramLabel = "N", defaultValue = "50", description = "Print at most so many (1 to 200).")
    private int limit = PageRequest.DEFAULT_LIMIT;

    @Option(names = "--all", description = "Print them all, a page at a time.")
    private boolean all;

    /** The items to print; pages are read as they are needed. */
    public <T> Iterator<T> read(Function<PageRequest, Page<T>> list) {
        return all
                ? new AllPages<>(list)
                : list.apply(PageRequest.first(limit)).items().iterator();
    }

    private static final class AllPages<T> implements Iterator<T> {

        private final Function<PageRequest, Page<T>> list;
        private Iterator<T> page;
        private @Nullable Position next;

        AllPages(Function<PageRequest, Page<T>> list) {
            this.list = list;
            Page<T> first = list.apply(PageRequest.first(PageRequest.HIGHEST_LIMIT));
            this.page = first.items().iterator();
            this.next = first.nextPosition();
        }

        @Override
        public boolean hasNext() {
            while (!page.hasNext() && next != null) {
                Page<T> following = list.apply(new PageRequest(PageRequest.HIGHEST_LIMIT, next));
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
            return page.next();
        }
    }
}
