package dev.tenon.tika;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;

/** Office documents are ZIP files; what they are the names of their first parts tell. */
final class OfficePackage {

    private static final int HEADER = 30;
    private static final int NAME_LENGTH = 26;
    private static final byte[] SIGNATURE = {'P', 'K', 3, 4};

    private static final String OPEN_XML = "application/vnd.openxmlformats-officedocument.";
    private static final Map<String, String> BY_FOLDER = Map.of(
            "word/", OPEN_XML + "wordprocessingml.document",
            "xl/", OPEN_XML + "spreadsheetml.sheet",
            "ppt/", OPEN_XML + "presentationml.presentation");

    private OfficePackage() {}

    /** What the package is, if it is one of these and its parts begin so early. */
    static Optional<String> type(byte[] head) {
        boolean isPackage = false;
        Optional<String> type = Optional.empty();
        for (int at = next(head, 0); at >= 0; at = next(head, at + HEADER)) {
            String name = name(head, at);
            isPackage |= name.equals("[Content_Types].xml");
            type = type.or(() -> BY_FOLDER.entrySet().stream()
                    .filter(folder -> name.startsWith(folder.getKey()))
                    .map(Map.Entry::getValue)
                    .findFirst());
        }
        return isPackage ? type : Optional.empty();
    }

    private static String name(byte[] head, int at) {
        int length = Byte.toUnsignedInt(head[at + NAME_LENGTH]) | (Byte.toUnsignedInt(head[at + NAME_LENGTH + 1]) << 8);
        int end = Math.min(head.length, at + HEADER + length);
        return new String(head, at + HEADER, end - at - HEADER, StandardCharsets.ISO_8859_1);
    }

    /** Where the next part begins; negative if none does. The lengths in between need not be known yet, so it is looked for. */
    private static int next(byte[] head, int from) {
        for (int at = from; at + HEADER <= head.length; at++) {
            if (head[at] == SIGNATURE[0]
                    && head[at + 1] == SIGNATURE[1]
                    && head[at + 2] == SIGNATURE[2]
                    && head[at + 3] == SIGNATURE[3]) {
                return at;
            }
        }
        return -1;
    }
}
