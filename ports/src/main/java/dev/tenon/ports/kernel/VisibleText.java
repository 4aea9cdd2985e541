package dev.tenon.ports.kernel;

/** Tells text from what only looks like nothing: marks, joiners and fillers have no shape of their own. */
public final class VisibleText {

    private VisibleText() {}

    /** Whether there is a character in it that a reader sees. */
    public static boolean isIn(String text) {
        return text.codePoints().anyMatch(VisibleText::isSeen);
    }

    private static boolean isSeen(int point) {
        return switch (Character.getType(point)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.UNASSIGNED,
                    Character.SPACE_SEPARATOR,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.NON_SPACING_MARK,
                    Character.ENCLOSING_MARK -> false;
            default -> !isFiller(point);
        };
    }

    /** Letters and symbols by category, of which nothing is drawn: the fillers of Hangul, and the Braille cell without a dot. */
    private static boolean isFiller(int point) {
        return point == 0x115F || point == 0x1160 || point == 0x3164 || point == 0xFFA0 || point == 0x2800;
    }
}
