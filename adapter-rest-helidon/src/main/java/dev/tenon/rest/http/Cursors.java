package dev.tenon.rest.http;

import dev.tenon.ports.kernel.Position;
import dev.tenon.ports.kernel.RequestRefusal;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * Cursors: where a list goes on, signed together with the list, its filters and its caller. So nobody makes one up, and
 * none is taken where it was not given.
 */
final class Cursors {

    private static final int SIGNATURE_CHARACTERS = 32;

    private final UnaryOperator<String> signature;

    /** @param signature a keyed digest, lower-case hex, the same on every server of an installation */
    Cursors(UnaryOperator<String> signature) {
        this.signature = signature;
    }

    /** The cursor that goes on after this position. */
    String encode(Position position, String path, Map<String, String> filters, String caller) {
        String encoded = position.encoded();
        String opaque =
                Base64.getUrlEncoder().withoutPadding().encodeToString(encoded.getBytes(StandardCharsets.US_ASCII));
        return opaque + "." + sign(encoded, path, filters, caller);
    }

    /** The position that a cursor goes on after; refuses a cursor of another list, filter or caller. */
    Position decode(String cursor, String path, Map<String, String> filters, String caller) {
        int dot = cursor.indexOf('.');
        if (dot < 0) {
            throw RequestRefusal.CURSOR_INVALID.refusal();
        }
        String encoded;
        try {
            encoded = new String(Base64.getUrlDecoder().decode(cursor.substring(0, dot)), StandardCharsets.US_ASCII);
        } catch (IllegalArgumentException notBase64) {
            throw RequestRefusal.CURSOR_INVALID.refusal();
        }
        byte[] expected = sign(encoded, path, filters, caller).getBytes(StandardCharsets.US_ASCII);
        byte[] given = cursor.substring(dot + 1).getBytes(StandardCharsets.UTF_8);
        if (!MessageDigest.isEqual(expected, given)) {
            throw RequestRefusal.CURSOR_INVALID.refusal();
        }
        return Position.parse(encoded).orElseThrow(RequestRefusal.CURSOR_INVALID::refusal);
    }

    /** A place that is no position in a list, signed together with the path and whom it is for. */
    String seal(String place, String path, String owner) {
        return place + "." + sign("place:" + place, path, Map.of(), owner);
    }

    /** The place that was sealed; empty if it was not. */
    Optional<String> unseal(String sealed, String path, String owner) {
        int dot = sealed.indexOf('.');
        if (dot < 0) {
            return Optional.empty();
        }
        String place = sealed.substring(0, dot);
        byte[] expected = seal(place, path, owner).getBytes(StandardCharsets.UTF_8);
        return MessageDigest.isEqual(expected, sealed.getBytes(StandardCharsets.UTF_8))
                ? Optional.of(place)
                : Optional.empty();
    }

    private String sign(String position, String path, Map<String, String> filters, String caller) {
        StringBuilder text = new StringBuilder("cursor:");
        part(text, position);
        part(text, path);
        part(text, caller);
        filters.forEach((name, value) -> {
            part(text, name);
            part(text, value);
        });
        return signature.apply(text.toString()).substring(0, SIGNATURE_CHARACTERS);
    }

    /** Each part with its length before it, so that no two lists of parts make the same text. */
    private static void part(StringBuilder text, String part) {
        text.append(part.length()).append(':').append(part);
    }
}
