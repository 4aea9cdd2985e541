package dev.tenon.rest.http;

import dev.tenon.ports.kernel.RequestRefusal;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What the form of a page sent: known fields, each at most once, each with any text. */
public final class Form {

    /** A password of 1,024 characters, each of them two in memory, and room for what is refused in words. */
    private static final int LONGEST_VALUE = 4096;

    private final Map<String, String> values;

    private Form(Map<String, String> values) {
        this.values = values;
    }

    static Form parse(byte[] body, List<String> known) {
        Map<String, String> values = new HashMap<>();
        String raw = new String(body, StandardCharsets.ISO_8859_1);
        if (raw.chars().anyMatch(each -> each > '~')) {
            throw RequestRefusal.MALFORMED.because("Percent-encode what is beyond plain ASCII, as browsers do.");
        }
        for (String pair : raw.split("&", -1)) {
            int equals = pair.indexOf('=');
            String name = Query.decode(equals < 0 ? pair : pair.substring(0, equals));
            String value = equals < 0 ? "" : Query.decode(pair.substring(equals + 1));
            if (!known.contains(name) || value.length() > LONGEST_VALUE) {
                throw RequestRefusal.MALFORMED.because("Send what the form on the page sends.");
            }
            if (values.put(name, value) != null) {
                throw RequestRefusal.MALFORMED.because("Send each field of the form once.");
            }
        }
        return new Form(values);
    }

    /** The text of a field; empty if it was not sent. */
    public String text(String name) {
        return values.getOrDefault(name, "");
    }
}
