package dev.tenon.testkit;

import dev.tenon.ports.audit.spi.HeadArchive;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Signed heads in memory. */
public final class InMemoryHeadArchive implements HeadArchive {

    private final List<String> finished = new ArrayList<>();
    private final List<String> present = new ArrayList<>();

    @Override
    public synchronized void read(Consumer<String> line) {
        List.copyOf(present).forEach(line);
    }

    @Override
    public synchronized void append(List<String> lines) {
        present.addAll(lines);
    }

    @Override
    public synchronized void startAnew() {
        finished.addAll(present);
        present.clear();
    }

    /** The lines of the present part. */
    public synchronized List<String> lines() {
        return List.copyOf(present);
    }

    /** The lines of the parts that were put away. */
    public synchronized List<String> finished() {
        return List.copyOf(finished);
    }
}
