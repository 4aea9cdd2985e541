package dev.tenon.cli.imports;

import dev.tenon.ports.imports.ImportOutcome;
import dev.tenon.ports.imports.ImportOutcome.Skipped;
import dev.tenon.ports.imports.ImportedPerson.Left;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** What is told of an import: the first records of which something is to be said, and how many there are of each kind. */
final class Notable {

    private static final int MOST_ROWS = 10_000;

    private final List<ImportOutcome> rows = new ArrayList<>();
    private final Map<Skipped, Long> skipped = new EnumMap<>(Skipped.class);
    private final Map<Left, Long> left = new EnumMap<>(Left.class);
    private long more;

    void add(ImportOutcome outcome) {
        Skipped reason = outcome.skipped();
        if (reason == null && outcome.left().isEmpty()) {
            return;
        }
        if (rows.size() < MOST_ROWS) {
            rows.add(outcome);
        } else {
            more++;
        }
        if (reason == null) {
            outcome.left().forEach(what -> left.merge(what, 1L, Long::sum));
        } else {
            skipped.merge(reason, 1L, Long::sum);
        }
    }

    Iterator<ImportOutcome> rows() {
        return rows.iterator();
    }

    /** Sentences; what was left behind is counted of those alone who came. */
    List<String> summary() {
        List<String> lines = new ArrayList<>();
        if (more > 0) {
            lines.add("And " + more + " more like these.");
        }
        if (!skipped.isEmpty()) {
            lines.add("Skipped: " + counted(skipped, Skipped::code) + ".");
        }
        if (!left.isEmpty()) {
            lines.add("Left behind by people who came: " + counted(left, Left::code) + ".");
        }
        return lines;
    }

    private static <K extends Enum<K>> String counted(Map<K, Long> counts, Function<K, String> code) {
        return counts.entrySet().stream()
                .map(each -> each.getValue() + " " + code.apply(each.getKey()))
                .collect(Collectors.joining(", "));
    }
}
