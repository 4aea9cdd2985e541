package dev.tenon.ports.documents;

/** How far an upload in pieces has come. */
public enum UploadStatus {
    /** Bytes are missing, or they are all there and the document is being made. */
    OPEN,
    /** It is a document. */
    DONE,
    /** Whoever began it gave it up. */
    TERMINATED,
    /** It was not finished in time. */
    EXPIRED,
    /** All bytes came, and the document could not be made of them: whoever began it may not write there any more, or it was out of date. */
    REFUSED
}
