package dev.tenon.crypto;

import com.nulabinc.zxcvbn.StandardDictionaries;
import com.nulabinc.zxcvbn.Zxcvbn;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Locale;
import java.util.Set;

/** The passwords that many people choose: those that zxcvbn's jar brings along, read when first asked for. */
final class CommonPasswords {

    /** Safe for use by many threads; it loads its lists once. */
    static final Zxcvbn ZXCVBN = new Zxcvbn();

    private static final Set<String> KNOWN = load();

    private CommonPasswords() {}

    /** Whether this is one, in whichever case. */
    static boolean has(String password) {
        return KNOWN.contains(password.toLowerCase(Locale.ROOT));
    }

    static int count() {
        return KNOWN.size();
    }

    private static Set<String> load() {
        try {
            return Set.copyOf(StandardDictionaries.PASSWORDS_LOADER
                    .load()
                    .getRankedDictionary()
                    .keySet());
        } catch (IOException unreadable) {
            throw new UncheckedIOException("The list of common passwords cannot be read", unreadable);
        }
    }
}
