package dev.tenon.core.access;

import dev.tenon.ports.access.NewRole;
import dev.tenon.ports.kernel.Violations;
import java.text.Normalizer;
import org.jspecify.annotations.Nullable;

/** What names and descriptions of roles and permissions may be. */
final class AccessTexts {

    private AccessTexts() {}

    /** A name on one line, without anything that nobody sees: two names that look alike must not be two roles. */
    static void roleName(Violations violations, String name) {
        violations.require(!name.isBlank(), "/roleName", "missing", "Give the role a name.");
        if (name.isBlank()) {
            return;
        }
        violations.line(composed(name), "/roleName", NewRole.LONGEST_NAME);
        violations.require(
                name.equals(name.strip()), "/roleName", "surrounding-space", "Remove the space around the name.");
        violations.require(
                name.codePoints().noneMatch(AccessTexts::isInvisible),
                "/roleName",
                "invisible-character",
                "Remove the characters that nobody sees.");
    }

    /** A text of some lines. */
    static void description(Violations violations, @Nullable String description, int longest) {
        if (description != null) {
            violations.line(description, "/description", longest);
        }
    }

    /** The composed form, in which the same name is the same text. */
    static String composed(String name) {
        return Normalizer.normalize(name, Normalizer.Form.NFC);
    }

    private static boolean isInvisible(int codePoint) {
        int type = Character.getType(codePoint);
        return type == Character.FORMAT
                || type == Character.UNASSIGNED
                || type == Character.PRIVATE_USE
                || (type == Character.SPACE_SEPARATOR && codePoint != ' ');
    }
}
