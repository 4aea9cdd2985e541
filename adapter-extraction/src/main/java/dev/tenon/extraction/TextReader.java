package dev.tenon.extraction;

import dev.tenon.ports.documents.Processing;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Text as it is. Of those that do not say how they are encoded, UTF-8 is taken for granted if it fits, else Windows-1252. */
final class TextReader {

    private static final int LONGEST_CHARACTER = 4;
    private static final Charset WINDOWS = Charset.forName("windows-1252");

    private TextReader() {}

    static Reading read(Path file) throws IOException {
        return Reading.of(decoded(beginning(file)));
    }

    /** As many bytes as all characters that are kept can have. */
    static byte[] beginning(Path file) throws IOException {
        try (InputStream bytes = Files.newInputStream(file)) {
            return bytes.readNBytes(Processing.MOST_TEXT * LONGEST_CHARACTER);
        }
    }

    static String decoded(byte[] bytes) {
        if (startsWith(bytes, 0xef, 0xbb, 0xbf)) {
            return new String(bytes, 3, bytes.length - 3, StandardCharsets.UTF_8);
        }
        if (startsWith(bytes, 0xff, 0xfe)) {
            return new String(bytes, 2, bytes.length - 2, StandardCharsets.UTF_16LE);
        }
        if (startsWith(bytes, 0xfe, 0xff)) {
            return new String(bytes, 2, bytes.length - 2, StandardCharsets.UTF_16BE);
        }
        return isUtf8(bytes) ? new String(bytes, StandardCharsets.UTF_8) : new String(bytes, WINDOWS);
    }

    /** A character that is cut off at the end counts as whole. */
    private static boolean isUtf8(byte[] bytes) {
        for (int cut = 0; cut < LONGEST_CHARACTER && cut <= bytes.length; cut++) {
            try {
                StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes, 0, bytes.length - cut));
                return true;
            } catch (CharacterCodingException notYet) {
                if (bytes.length < Processing.MOST_TEXT * LONGEST_CHARACTER) {
                    return false;
                }
            }
        }
        return false;
    }

    private static boolean startsWith(byte[] bytes, int... mark) {
        if (bytes.length < mark.length) {
            return false;
        }
        for (int i = 0; i < mark.length; i++) {
            if (Byte.toUnsignedInt(bytes[i]) != mark[i]) {
                return false;
            }
        }
        return true;
    }
}
