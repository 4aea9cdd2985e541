package dev.tenon.testkit;

import dev.tenon.ports.kernel.PaymentId;
import dev.tenon.ports.kernel.spi.Secrets;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;

/**
 * Events as the sandbox tells and signs them.
 *
 * @param secret what both sides know
 */
public record SandboxEvents(Secrets secrets, String secret) {

    /** What became of a charge. */
    public static String charge(String id, Instant occurredAt, PaymentId payment, String status) {
        return """
                {"id": "%s", "type": "charge", "occurredAt": "%s", "about": "%s", "status": "%s"}""".formatted(id, occurredAt, payment, status);
    }

    /** The header that signs this body at this instant. */
    public String sign(String body, Instant at) {
        String key = Base64.getEncoder().encodeToString(secret.getBytes(StandardCharsets.UTF_8));
        String time = Long.toString(at.getEpochSecond());
        byte[] mac = Base64.getDecoder().decode(secrets.mac(key, time + "." + body));
        return "t=" + time + ",v1=" + HexFormat.of().formatHex(mac);
    }
}
