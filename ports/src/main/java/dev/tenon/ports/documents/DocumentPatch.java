package dev.tenon.ports.documents;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What to change about a document.
 *
 * @param fileName the new name; {@code null} leaves it
 * @param tags the new tags, all of them; {@code null} leaves them
 */
public record DocumentPatch(
        @Nullable String fileName, @Nullable List<String> tags) {

    /** Another name. */
    public static DocumentPatch name(String fileName) {
        return new DocumentPatch(fileName, null);
    }

    /** Other tags. */
    public static DocumentPatch tags(List<String> tags) {
        return new DocumentPatch(null, tags);
    }
}
