package dev.tenon.crypto;

import java.util.HashMap;
import java.util.Map;

/**
 * Signs that stand for letters, like @ for a. zxcvbn tries them and the digits in all combinations, which takes many
 * seconds for a password with all of them in it. So it gets to see two different ones, and all digits, which make up dates
 * and sequences, too; people who write words like that use no more, and to anything else they are signs like others.
 */
final class Substitutes {

    private static final String STAND_FOR_LETTERS = "@({[<&!|$+%";
    private static final int MOST = 2;
    /** Private use: no sign that zxcvbn knows anything about. */
    private static final char FIRST_STRANGER = '\ue000';

    private Substitutes() {}

    /** The text, with all but the first two of them replaced, each by a sign of its own. */
    static String fewIn(String text) {
        Map<Character, Character> shown = new HashMap<>();
        StringBuilder calm = new StringBuilder(text.length());
        for (int index = 0; index < text.length(); index++) {
            char each = text.charAt(index);
            calm.append(
                    STAND_FOR_LETTERS.indexOf(each) < 0
                            ? each
                            : shown.computeIfAbsent(
                                    each, sign -> shown.size() < MOST ? sign : (char) (FIRST_STRANGER + shown.size())));
        }
        return calm.toString();
    }
}
