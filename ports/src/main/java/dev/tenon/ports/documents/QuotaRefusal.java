package dev.tenon.ports.documents;

import dev.tenon.ports.kernel.Kind;
import dev.tenon.ports.kernel.Meaning;
import dev.tenon.ports.kernel.RefusalCode;

/** What Tenon may refuse about a storage quota. */
public enum QuotaRefusal implements RefusalCode {
    STORAGE_EXCEEDED(
            Kind.LIMIT_REACHED,
            "The storage of your plan is used up",
            "Delete documents, or choose a plan with more storage."),
    DOCUMENTS_EXCEEDED(
            Kind.LIMIT_REACHED,
            "Your plan takes no more documents",
            "Delete documents, or choose a plan with more of them."),
    NOT_FOUND(Kind.NOT_FOUND, "There is no storage for this account yet", "Verify the e-mail address first.");

    private final Meaning meaning;

    QuotaRefusal(Kind kind, String title, String remedy) {
        this.meaning = new Meaning(kind, title, remedy);
    }

    @Override
    public Meaning meaning() {
        return meaning;
    }
}
