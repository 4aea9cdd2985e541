package dev.tenon.rest.documents;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The header that names a file, both ways (RFC 6266, RFC 8187, RFC 7578).
 *
 * @param type in lower case, e.g. {@code attachment} or {@code form-data}
 * @param parameters by name in lower case, decoded
 */
record ContentDisposition(String type, Map<String, String> parameters) {

    private static final String PLAIN = "!#$&+-.^_`|~";
    private static final char[] HEX = "0123456789ABCDEF".toCharArray();

    /** The header for a file to be saved. */
    static String attachment(String fileName) {
        return of(Disposition.ATTACHMENT, fileName);
    }

    /** The header for a download: an ASCII name for old clients, and the true one in UTF-8. */
    static String of(Disposition disposition, String fileName) {
        StringBuilder ascii = new StringBuilder();
        fileName.codePoints().forEach(each -> {
            boolean isPlain = each >= ' ' && each < 0x7f && each != '"' && each != '\\' && each != '%';
            ascii.append(isPlain ? (char) each : '_');
        });
        StringBuilder encoded = new StringBuilder();
        for (byte each : fileName.getBytes(StandardCharsets.UTF_8)) {
            char character = (char) (each & 0xff);
            if (isLetterOrDigit(character) || PLAIN.indexOf(character) >= 0) {
                encoded.append(character);
            } else {
                encoded.append('%').append(HEX[character >> 4]).append(HEX[character & 15]);
            }
        }
        return disposition.name().toLowerCase(Locale.ROOT) + "; filename=\"" + ascii + "\"; filename*=UTF-8''"
                + encoded;
    }

    /** Reads a header; empty if it cannot be read. */
    static Optional<ContentDisposition> parse(String header) {
        int end = header.indexOf(';');
        String type = (end < 0 ? header : header.substring(0, end)).strip().toLowerCase(Locale.ROOT);
        if (type.isEmpty() || !type.chars().allMatch(each -> isTokenCharacter((char) each))) {
            return Optional.empty();
        }
        Map<String, String> parameters = new HashMap<>();
        int index = end < 0 ? header.length() : end + 1;
        while (index < header.length()) {
            int equals = header.indexOf('=', index);
            if (equals < 0) {
                return header.substring(index).isBlank()
                        ? Optional.of(new ContentDisposition(type, parameters))
                        : Optional.empty();
            }
            String name = header.substring(index, equals).strip().toLowerCase(Locale.ROOT);
            StringBuilder value = new StringBuilder();
            index = readValue(header, equals + 1, value);
            if (index < 0 || name.isEmpty()) {
                return Optional.empty();
            }
            String decoded = name.endsWith("*") ? decode(value.toString()) : value.toString();
            if (decoded == null || parameters.put(name, decoded) != null) {
                return Optional.empty();
            }
        }
        return Optional.of(new ContentDisposition(type, parameters));
    }

    /** The file's name: the encoded one where both are there. */
    Optional<String> fileName() {
        return Optional.ofNullable(parameters.getOrDefault("filename*", parameters.get("filename")));
    }

    /** A parameter. */
    @Nullable
    String parameter(String name) {
        return parameters.get(name);
    }

    /** Reads a token or a quoted text; returns where the next parameter begins, or -1. */
    private static int readValue(String header, int start, StringBuilder value) {
        int index = start;
        while (index < header.length() && header.charAt(index) == ' ') {
            index++;
        }
        if (index < header.length() && header.charAt(index) == '"') {
            index++;
            while (index < header.length() && header.charAt(index) != '"') {
                // Only a quote and a backslash are ever escaped; elsewhere a backslash is part of a Windows path.
                boolean isEscape = header.charAt(index) == '\\'
                        && index + 1 < header.length()
                        && "\"\\".indexOf(header.charAt(index + 1)) >= 0;
                index += isEscape ? 1 : 0;
                value.append(header.charAt(index));
                index++;
            }
            if (index >= header.length()) {
                return -1;
            }
            index++;
        } else {
            while (index < header.length() && header.charAt(index) != ';') {
                value.append(header.charAt(index));
                index++;
            }
            String token = value.toString().strip();
            value.setLength(0);
            value.append(token);
        }
        while (index < header.length() && header.charAt(index) == ' ') {
            index++;
        }
        if (index == header.length()) {
            return index;
        }
        return header.charAt(index) == ';' ? index + 1 : -1;
    }

    /** {@code UTF-8''na%C3%AFve.txt}. */
    private static @Nullable String decode(String value) {
        int charsetEnd = value.indexOf('\'');
        int languageEnd = charsetEnd < 0 ? -1 : value.indexOf('\'', charsetEnd + 1);
        if (languageEnd < 0) {
            return null;
        }
        String name = value.substring(0, charsetEnd).toUpperCase(Locale.ROOT);
        Charset charset = name.equals("ISO-8859-1") ? StandardCharsets.ISO_8859_1 : StandardCharsets.UTF_8;
        if (!name.equals("ISO-8859-1") && !name.equals("UTF-8")) {
            return null;
        }
        byte[] bytes = new byte[value.length()];
        int length = 0;
        for (int index = languageEnd + 1; index < value.length(); index++) {
            char each = value.charAt(index);
            if (each == '%') {
                boolean isWhole = index + 2 < value.length();
                int high = isWhole ? Character.digit(value.charAt(index + 1), 16) : -1;
                int low = isWhole ? Character.digit(value.charAt(index + 2), 16) : -1;
                if (high < 0 || low < 0) {
                    return null;
                }
                bytes[length++] = (byte) (high * 16 + low);
                index += 2;
            } else if (each < 0x80) {
                bytes[length++] = (byte) each;
            } else {
                return null;
            }
        }
        try {
            return charset.newDecoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .decode(ByteBuffer.wrap(bytes, 0, length))
                    .toString();
        } catch (CharacterCodingException notInThatCharset) {
            return null;
        }
    }

    private static boolean isTokenCharacter(char each) {
        return isLetterOrDigit(each) || "!#$%&'*+-.^_`|~".indexOf(each) >= 0;
    }

    private static boolean isLetterOrDigit(char each) {
        return (each >= 'a' && each <= 'z') || (each >= 'A' && each <= 'Z') || (each >= '0' && each <= '9');
    }
}
