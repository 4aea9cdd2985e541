package dev.tenon.core.kernel;

import dev.tenon.ports.documents.Document;
import dev.tenon.ports.documents.DocumentContent;
import dev.tenon.ports.kernel.Actor;

/** Knows how the bytes of a document go out, to whom somebody else has decided. */
@FunctionalInterface
public interface Downloads {

    /** The bytes of a document, as it is described. */
    DocumentContent of(Actor actor, Document document);
}
