package dev.tenon.rest.documents;

/** What a browser is to do with a file. */
enum Disposition {
    ATTACHMENT,
    INLINE
}
