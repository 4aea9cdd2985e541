package dev.tenon.ports.documents.spi;

import java.util.Optional;
import org.apiguardian.api.API;

/**
 * Knows the types of files. A type is written like {@code application/pdf}, in lower case and without parameters. Answers at once:
 * it asks nobody.
 */
@API(status = API.Status.STABLE)
public interface MediaTypeDetector {

    /** How many of a file's first bytes are looked at. */
    int HEAD = 64 << 10;

    /** What says nothing. */
    String UNKNOWN = "application/octet-stream";

    /** What the first bytes of a file tell, all there are of a shorter one; {@link #UNKNOWN} if nothing. */
    String ofBytes(byte[] head);

    /** What the ending of a file's name tells, if it is known. */
    Optional<String> ofName(String fileName);

    /** Whether there is such a type. */
    boolean isKnown(String type);

    /** Whether the one type is the other, by whatever name, or a special kind of it: HTML is text, and a DOCX file is a ZIP file. */
    boolean isA(String type, String general);

    /** The short name of a type, like {@code pdf}, if it has one. */
    Optional<String> shortName(String type);
}
