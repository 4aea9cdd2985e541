package dev.tenon.ports.signin;

import java.util.List;

/**
 * Codes that stand in for the authenticator app, each once; shown this once.
 *
 * @param codes ten, of 64 bits each, as {@code 3f9a-72bc-01de-88aa}
 */
public record RecoveryCodes(List<String> codes) {

    public RecoveryCodes {
        codes = List.copyOf(codes);
    }

    /** Never a code. */
    @Override
    public String toString() {
        return "RecoveryCodes[" + codes.size() + "]";
    }
}
