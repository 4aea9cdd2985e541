package dev.tenon.ports.audit;

import java.util.List;

/**
 * What became of all that a client recorded at once.
 *
 * @param items in the order of their coming
 */
public record RecordedBatch(List<RecordedUsage> items) {

    public RecordedBatch {
        items = List.copyOf(items);
    }

    /** How many are new in the log. */
    public int newCount() {
        return (int) items.stream().filter(RecordedUsage::isNew).count();
    }
}
