package dev.tenon.core.documents;

import java.text.Normalizer;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** What Tenon makes of the names that uploaders give. */
final class FileNames {

    private static final Pattern TYPE = Pattern.compile("[a-z0-9]{1,10}");

    private FileNames() {}

    /** The name without directories, in NFC. */
    static String cleaned(String name) {
        String normal = Normalizer.normalize(name, Normalizer.Form.NFC);
        int slash = Math.max(normal.lastIndexOf('/'), normal.lastIndexOf('\\'));
        return normal.substring(slash + 1).strip();
    }

    /** The short name of the file's type: its ending. */
    static Optional<String> type(String name) {
        int dot = name.lastIndexOf('.');
        String ending = name.substring(dot + 1).toLowerCase(Locale.ROOT);
        return dot > 0 && TYPE.matcher(ending).matches() ? Optional.of(ending) : Optional.empty();
    }
}
