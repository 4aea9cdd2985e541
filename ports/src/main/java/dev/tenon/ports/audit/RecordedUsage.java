package dev.tenon.ports.audit;

/**
 * What became of something that a client recorded.
 *
 * @param usage the entry that stands in the log for it
 * @param isNew {@code false} if it was recorded before under the same event key
 */
public record RecordedUsage(Usage usage, boolean isNew) {}
