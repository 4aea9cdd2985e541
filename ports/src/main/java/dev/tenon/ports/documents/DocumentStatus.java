package dev.tenon.ports.documents;

/** How far a document has come. */
public enum DocumentStatus {
    UPLOADED,
    PROCESSING,
    PROCESSED,
    FAILED
}
