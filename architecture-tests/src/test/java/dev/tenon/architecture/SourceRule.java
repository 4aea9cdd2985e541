package dev.tenon.architecture;

import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Habits that the compiler forgets, and that are therefore looked up in the sources: each with a line that breaks it. */
enum SourceRule {
    NO_WORK_IS_LEFT_BEHIND("", "\\b(TODO|FIXME|XXX)\\b", "// TODO check the tenant too"),

    NO_IMPORT_TAKES_EVERYTHING("", "(?m)^import (static )?[\\w.]+\\.\\*;", "import java.util.*;"),

    NOTHING_IS_CAUGHT_AND_DROPPED(
            "",
            "catch \\((final )?(Exception|Throwable|RuntimeException)\\b[^)]*\\) \\{\\s*}",
            "catch (Exception e) {\n}"),

    NOTHING_IS_PRINTED_AS_A_BARE_STACK_TRACE("", "\\.printStackTrace\\(\\)", "problem.printStackTrace();"),

    NO_PATH_OF_ONE_MACHINE("", "\"/(home|root|Users|work)/", "Path.of(\"/home/ana/blobs\")"),

    PAGES_ARE_FOUND_BY_KEY("adapter-jdbi/src/main", "(?i)\\bOFFSET\\s+[:?\\d]", "LIMIT :limit OFFSET :skip"),

    TESTS_DO_NOT_SLEEP("/src/test/", "\\b(Thread|TimeUnit\\.\\w+)\\.sleep\\(", "Thread.sleep(100);"),

    TESTS_ARE_NOT_SKIPPED("/src/test/", "@Disabled\\b|\\bassume(True|False|That)\\(", "@Disabled(\"flaky\")"),

    TEST_NAMES_READ_AS_RULES(
            "/src/test/",
            "@(?:Test|ParameterizedTest|RepeatedTest)\\b[^{;]*?\\bvoid \\w*[a-z][A-Z]\\w*\\(",
            "@Test\n    void refusesUsedToken() {");

    private final String where;
    private final Pattern broken;
    private final String planted;

    /**
     * @param where what the path of a file must contain for the rule to look at it
     * @param broken what must not be found there
     * @param planted text that breaks the rule
     */
    SourceRule(String where, String broken, String planted) {
        this.where = where;
        this.broken = Pattern.compile(broken);
        this.planted = planted;
    }

    String planted() {
        return planted;
    }

    /** The places in this text that break the rule, as {@code path:line}. */
    List<String> violations(Path path, String text) {
        // The rules themselves must be able to spell what they forbid.
        boolean isLookedAt = path.toString().replace('\\', '/').contains(where)
                && !path.endsWith(SourceRule.class.getSimpleName() + ".java");
        if (!isLookedAt) {
            return List.of();
        }
        Matcher matcher = broken.matcher(text);
        return Stream.iterate(matcher.find(), found -> found, found -> matcher.find())
                .map(found -> path + ":"
                        + text.substring(0, matcher.end()).lines().count() + " "
                        + matcher.group()
                                .strip()
                                .lines()
                                .reduce((first, last) -> last)
                                .orElse(""))
                .toList();
    }
}
