package dev.tenon.cli.imports;

import dev.tenon.ports.signin.ImportedHash;
import java.util.Base64;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads hashes as several products write them; throws {@link IllegalArgumentException} for all others. */
final class Hashes {

    private static final Pattern ARGON2 =
            Pattern.compile("\\$(argon2(?:d|i|id))\\$v=(\\d{1,3})\\$m=(\\d{1,9}),t=(\\d{1,9}),"
                    + "p=(\\d{1,9})\\$([A-Za-z0-9+/]+)\\$([A-Za-z0-9+/]+)");

    private Hashes() {}

    /** {@code $2b$...} of bcrypt, or {@code $argon2id$...} of the PHC string format, or Tenon's own form. */
    static ImportedHash modular(String text) {
        if (text.startsWith("{")) {
            return ImportedHash.parse(text).orElseThrow(() -> new IllegalArgumentException("No hash of a known form"));
        }
        Matcher argon2 = ARGON2.matcher(text);
        if (argon2.matches()) {
            return ImportedHash.argon2(
                    ImportedHash.Argon2.Type.valueOf(argon2.group(1).toUpperCase(Locale.ROOT)),
                    Integer.parseInt(argon2.group(2)),
                    Integer.parseInt(argon2.group(3)),
                    Integer.parseInt(argon2.group(4)),
                    Integer.parseInt(argon2.group(5)),
                    base64(argon2.group(6)),
                    base64(argon2.group(7)));
        }
        return ImportedHash.bcrypt(text);
    }

    /** Base64 of either alphabet, with or without padding. */
    static byte[] base64(String text) {
        String bare = text.replace('-', '+').replace('_', '/').replace("=", "");
        return Base64.getDecoder().decode(bare);
    }
}
