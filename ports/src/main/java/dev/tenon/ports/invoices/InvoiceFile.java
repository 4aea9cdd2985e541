package dev.tenon.ports.invoices;

/**
 * An invoice or a credit note as people read it.
 *
 * @param name of letters, digits, dots and hyphens
 * @param bytes never changed
 */
@SuppressWarnings("ArrayRecordComponent") // never compared, never changed
public record InvoiceFile(String name, InvoiceFormat format, byte[] bytes) {}
