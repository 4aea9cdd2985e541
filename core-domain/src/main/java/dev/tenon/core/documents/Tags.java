package dev.tenon.core.documents;

import dev.tenon.ports.kernel.Violations;
import java.text.Normalizer;
import java.util.List;
import java.util.Locale;

/** Words to find documents by: in lower case, each once, sorted. */
final class Tags {

    private static final int MOST = 20;
    private static final int LONGEST = 50;

    private Tags() {}

    /** The tags as they are kept; what they may not be goes to the violations. */
    static List<String> checked(List<String> tags, Violations violations) {
        List<String> clean =
                tags.stream().map(Tags::cleaned).distinct().sorted().toList();
        violations.require(clean.size() <= MOST, "/tags", "too-many", "A document has at most " + MOST + " tags.");
        for (int index = 0; index < Math.min(tags.size(), MOST); index++) {
            violations.line(cleaned(tags.get(index)), "/tags/" + index, LONGEST);
        }
        return clean;
    }

    /** One as it is kept. */
    static String cleaned(String tag) {
        return Normalizer.normalize(tag, Normalizer.Form.NFC).strip().toLowerCase(Locale.ROOT);
    }
}
