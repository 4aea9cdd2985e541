package dev.tenon.jte;

import java.util.List;
import java.util.Locale;
import java.util.Locale.LanguageRange;
import java.util.Map;

/** The languages that there are words in. */
record Languages(Map<Locale, Bundle> bundles) {

    Languages {
        bundles = Map.copyOf(bundles);
    }

    /** The words of the first language that there are some in, also if they are of a more general one; else English. */
    Bundle best(List<Locale> wanted) {
        List<LanguageRange> ranges = wanted.stream()
                .map(language -> language.stripExtensions().toLanguageTag())
                .map(LanguageRange::new)
                .toList();
        Locale found = ranges.isEmpty() ? null : Locale.lookup(ranges, bundles.keySet());
        return of(found == null ? Locale.ENGLISH : found);
    }

    /** The words of this very language, or else the English ones. */
    Bundle of(Locale language) {
        Bundle bundle = bundles.get(language);
        if (bundle == null) {
            return of(Locale.ENGLISH);
        }
        return bundle;
    }
}
