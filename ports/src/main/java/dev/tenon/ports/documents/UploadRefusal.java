package dev.tenon.ports.documents;

import dev.tenon.ports.kernel.Kind;
import dev.tenon.ports.kernel.Meaning;
import dev.tenon.ports.kernel.RefusalCode;

/** What Tenon may refuse about an upload in pieces. */
public enum UploadRefusal implements RefusalCode {
    NOT_FOUND(Kind.NOT_FOUND, "There is no such upload", "List your uploads to find it, or begin again."),
    ENDED(Kind.GONE, "The upload is over", "Begin a new one; the space of this one was given back."),
    DONE(Kind.CONFLICT, "The upload is a document already", "Delete the document if you do not want it."),
    OFFSET_MISMATCH(
            Kind.CONFLICT,
            "The upload goes on at another place",
            "Ask with HEAD how many bytes came, and go on from there."),
    TAKEN_OVER(
            Kind.CONFLICT,
            "Another request goes on with this upload",
            "Ask with HEAD how many bytes came, and go on from there if nobody else does."),
    CHECKSUM_MISMATCH(
            Kind.INVALID,
            "The bytes do not come to the checksum",
            "None of them was kept: send them again from the same place."),
    BEYOND_SIZE(
            Kind.TOO_LARGE,
            "More bytes come than the upload was announced with",
            "Begin a new upload with the true size."),
    TOO_MANY_PIECES(
            Kind.INVALID,
            "The upload came in more pieces than can be put together",
            "Give it up, and begin again with larger pieces: 16 MiB each will do for any file."),
    TOO_MANY_OPEN(
            Kind.LIMIT_REACHED,
            "You have as many open uploads as can be",
            "Finish some, or give them up; each expires by itself a day after its last piece.");

    private final Meaning meaning;

    UploadRefusal(Kind kind, String title, String remedy) {
        this.meaning = new Meaning(kind, title, remedy);
    }

    @Override
    public Meaning meaning() {
        return meaning;
    }
}
