package dev.tenon.ports.imports;

/**
 * How undoing an import went.
 *
 * @param removed accounts that are gone
 * @param kept accounts that stay, for they were used or changed since
 */
public record ImportUndone(ImportId id, long removed, long kept) {}
