package dev.tenon.ports.documents;

/** What somebody may do with a document, from the weakest on. */
public enum DocumentRight {
    /** See it, its versions and its contents. */
    READ,
    /** Also give it new contents, another name, tags. */
    WRITE,
    /** Also delete it, move it, and say who else may: its owner, and who runs the organization that it belongs to. */
    OWN;

    /** Whether this right contains another one. */
    public boolean includes(DocumentRight other) {
        return compareTo(other) >= 0;
    }
}
