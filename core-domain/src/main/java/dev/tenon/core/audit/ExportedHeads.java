package dev.tenon.core.audit;

import dev.tenon.ports.audit.SignedHeads;
import dev.tenon.ports.audit.SignedHeads.ChainHead;
import dev.tenon.ports.kernel.JsonText;
import dev.tenon.ports.kernel.Refusal;
import dev.tenon.ports.kernel.spi.Secrets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Signed heads as lines of JSON in the one form that {@link JsonText} has. There the longest name comes last: what is signed is the
 * line without its last member, the signature.
 */
record ExportedHeads(Secrets secrets) {

    static final String PURPOSE = "audit-heads";

    private static final Pattern LINE = Pattern.compile(
            "\\{\"at\": \"([^\"]+)\", \"key\": \"([^\"]+)\", \"heads\": \\[(.*)], \"previous\": (?:null|\"([^\"]+)\"),"
                    + " \"signature\": \"([^\"]+)\"}");
    private static final Pattern HEAD = Pattern.compile(
            "\\{\"hash\": \"([0-9a-f]{64})\", \"chain\": \"([^\"\\\\]+)\", \"sequence\": ([0-9]{1,18})}");

    /** Signs these heads, at most so many as one line takes. */
    SignedHeads sign(Instant at, List<ChainHead> heads, @Nullable String previous) {
        String key = secrets.publicKey(PURPOSE);
        String unsigned = unsigned(at, heads, key, previous);
        String signature = secrets.sign(PURPOSE, unsigned);
        return new SignedHeads(at, heads, key, previous, signature, signed(unsigned, signature));
    }

    /** Reads a line; empty if it is none. */
    static Optional<SignedHeads> read(String spelled) {
        try {
            String line = JsonText.of(spelled).text();
            Matcher matcher = LINE.matcher(line);
            if (!matcher.matches()) {
                return Optional.empty();
            }
            return Optional.of(new SignedHeads(
                    Instant.parse(matcher.group(1)),
                    heads(matcher.group(3)),
                    matcher.group(2),
                    matcher.group(4),
                    matcher.group(5),
                    line));
        } catch (Refusal | DateTimeException notALine) {
            return Optional.empty();
        }
    }

    /** Whether the line was signed with the key that it names, and nothing of it was changed since. */
    boolean isSigned(SignedHeads heads) {
        String unsigned = unsigned(heads.at(), heads.heads(), heads.publicKey(), heads.previous());
        return signed(unsigned, heads.signature()).equals(heads.line())
                && secrets.isSigned(heads.publicKey(), unsigned, heads.signature());
    }

    /** Whether it is this installation's key, now or before. */
    boolean isOurs(SignedHeads heads) {
        return secrets.isOwnKey(PURPOSE, heads.publicKey());
    }

    private static List<ChainHead> heads(String members) {
        List<ChainHead> heads = new ArrayList<>();
        Matcher head = HEAD.matcher(members);
        while (head.find()) {
            heads.add(new ChainHead(head.group(2), Long.parseLong(head.group(3)), head.group(1)));
        }
        return heads;
    }

    private static String unsigned(Instant at, List<ChainHead> heads, String key, @Nullable String previous) {
        StringBuilder text = new StringBuilder(150 + 130 * heads.size());
        text.append("{\"at\": \"")
                .append(at)
                .append("\", \"key\": \"")
                .append(key)
                .append("\", \"heads\": [");
        String separator = "";
        for (ChainHead head : heads) {
            text.append(separator).append("{\"hash\": \"").append(head.hash());
            text.append("\", \"chain\": \"").append(head.chain());
            text.append("\", \"sequence\": ").append(head.sequence()).append('}');
            separator = ", ";
        }
        text.append("], \"previous\": ");
        return text.append(previous == null ? "null" : '"' + previous + '"')
                .append('}')
                .toString();
    }

    private static String signed(String unsigned, String signature) {
        return unsigned.substring(0, unsigned.length() - 1) + ", \"signature\": \"" + signature + "\"}";
    }
}
