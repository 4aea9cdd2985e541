package dev.tenon.ports.apikeys;

import dev.tenon.ports.kernel.Token;

/**
 * A key that was just made.
 *
 * @param token the key itself, which is shown this once
 */
public record IssuedKey(ApiKey key, Token token) {}
