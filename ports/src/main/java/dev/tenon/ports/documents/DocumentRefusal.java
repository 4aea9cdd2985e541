package dev.tenon.ports.documents;

import dev.tenon.ports.kernel.Kind;
import dev.tenon.ports.kernel.Meaning;
import dev.tenon.ports.kernel.RefusalCode;

/** What Tenon may refuse about a document. */
public enum DocumentRefusal implements RefusalCode {
    NOT_FOUND(Kind.NOT_FOUND, "There is no such document", "List your documents to find it; it may have been deleted."),
    EMPTY(Kind.INVALID, "The file is empty", "Send a file with at least one byte."),
    VERSION_NOT_FOUND(Kind.NOT_FOUND, "The document has no such version", "List its versions to find one."),
    VERSION_CURRENT(
            Kind.CONFLICT,
            "This is the current version",
            "Give the document another content first, or delete the document."),
    TOO_MANY_VERSIONS(
            Kind.LIMIT_REACHED,
            "The document has as many versions as can be kept",
            "Delete versions that nobody needs any more."),
    LANGUAGE_UNKNOWN(
            Kind.INVALID,
            "The database does not know this language",
            "Name one that PostgreSQL knows, such as english, german or simple."),
    TOO_LARGE(
            Kind.TOO_LARGE,
            "The file is larger than your plan takes",
            "Send a smaller file, or choose a plan with a higher limit."),
    ARCHIVE_TOO_LARGE(
            Kind.TOO_LARGE, "The documents are too large for one archive", "Ask for fewer documents, or one by one."),
    NOT_INLINE(
            Kind.INVALID,
            "A file of this type is not shown in a browser",
            "Download it as an attachment: leave `disposition` out."),
    INCOMPLETE(Kind.MALFORMED, "The upload ended before all bytes came", "Send the file again."),
    TYPE_MISMATCH(
            Kind.INVALID,
            "The file is not what it is called",
            "Send it with the ending and the media type that it has, or leave the media type out."),
    NO_TEXT(
            Kind.NOT_FOUND,
            "There is no text of the document",
            "Its status tells whether it was read, or why it could not be."),
    NO_THUMBNAIL(
            Kind.NOT_FOUND,
            "There is no small picture of the document",
            "There is one of PDF files and pictures, once their status is processed."),
    PROCESSING_UNDER_WAY(Kind.CONFLICT, "The document is being read", "See in a minute what became of it."),
    PROCESSING_TOO_OFTEN(
            Kind.TOO_MANY,
            "The document was read again and again",
            "Wait for the time in Retry-After, then try again."),
    PROCESSING_OFF(Kind.CONFLICT, "No documents are read here", "Whoever runs this server can turn it on."),
    STORAGE_UNAVAILABLE(
            Kind.UNAVAILABLE,
            "The file could not be stored",
            "Nothing was kept. Try again later; if it stays, tell the operator.");

    private final Meaning meaning;

    DocumentRefusal(Kind kind, String title, String remedy) {
        this.meaning = new Meaning(kind, title, remedy);
    }

    @Override
    public Meaning meaning() {
        return meaning;
    }
}
