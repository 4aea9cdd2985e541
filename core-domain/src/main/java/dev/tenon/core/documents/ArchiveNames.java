package dev.tenon.core.documents;

import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Names of files in an archive: none leads out of the folder into which somebody unpacks it, and no two are the same, not even
 * where capital letters make no difference.
 */
final class ArchiveNames {

    /** What separates folders somewhere, names a drive or a stream, or cannot be seen. */
    private static final Pattern UNSAFE = Pattern.compile("[/\\\\:*?\"<>|\\p{Cntrl}\\p{Cf}\\p{Cs}]");

    private static final Pattern DOTS_AND_SPACES_AT_THE_END = Pattern.compile("[. ]+$");

    /** What Windows takes for a device, whatever its ending. */
    private static final Pattern DEVICE =
            Pattern.compile("(con|prn|aux|nul|com[0-9]|lpt[0-9])(\\..*)?", Pattern.CASE_INSENSITIVE);

    private final Set<String> taken = new HashSet<>();

    /** The name of the next file. */
    String next(String fileName) {
        String name = safe(fileName);
        String unique = name;
        for (int number = 2; !taken.add(unique.toLowerCase(Locale.ROOT)); number++) {
            unique = numbered(name, number);
        }
        return unique;
    }

    private static String safe(String fileName) {
        String visible = UNSAFE.matcher(fileName).replaceAll("_");
        String name = DOTS_AND_SPACES_AT_THE_END.matcher(visible).replaceAll("").strip();
        if (name.isEmpty()) {
            return "file";
        }
        return DEVICE.matcher(name).matches() ? "_" + name : name;
    }

    /** {@code report (2).pdf}. */
    private static String numbered(String name, int number) {
        int dot = name.lastIndexOf('.');
        String suffix = " (" + number + ")";
        return dot > 0 ? name.substring(0, dot) + suffix + name.substring(dot) : name + suffix;
    }
}
