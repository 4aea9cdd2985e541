package dev.tenon.re2j;

import java.util.ArrayDeque;
import java.util.Deque;

/** How often any part of an expression is repeated by counts like {@code {2,5}}, those around it included. */
final class Repetition {

    private static final int DIGITS = 4;

    private final String expression;
    private int at;

    private Repetition(String expression) {
        this.expression = expression;
    }

    /** The largest product of counts that stand within each other; more than any limit if a count is. */
    static int of(String expression) {
        return new Repetition(expression).largest();
    }

    private int largest() {
        Deque<Integer> groups = new ArrayDeque<>();
        groups.push(1);
        int last = 1;
        while (at < expression.length()) {
            char character = expression.charAt(at++);
            switch (character) {
                case '(' -> {
                    groups.push(1);
                    last = 1;
                }
                case ')' -> {
                    last = groups.pop();
                    if (groups.isEmpty()) {
                        // Not an expression, as its compiler will say.
                        return last;
                    }
                }
                case '{' -> last = Math.min(last, Integer.MAX_VALUE / 10_000) * count();
                case '\\' -> {
                    at++;
                    last = 1;
                }
                case '[' -> {
                    skipClass();
                    last = 1;
                }
                default -> last = character == '*' || character == '+' || character == '?' ? last : 1;
            }
            groups.push(Math.max(groups.pop(), last));
        }
        int largest = 1;
        for (int group : groups) {
            largest = Math.max(largest, group);
        }
        return largest;
    }

    /** The larger number of {@code 2,5}}, with what comes up to the brace; 1 if these are no counts. */
    private int count() {
        int largest = 1;
        int number = 0;
        int digits = 0;
        for (int end = at; end < expression.length(); end++) {
            char character = expression.charAt(end);
            if (character >= '0' && character <= '9') {
                number = digits++ < DIGITS ? number * 10 + (character - '0') : 9_999;
            } else if (character == ',' || character == '}') {
                largest = Math.max(largest, number);
                number = 0;
                digits = 0;
                if (character == '}') {
                    at = end + 1;
                    return largest;
                }
            } else {
                return 1;
            }
        }
        return 1;
    }

    private void skipClass() {
        int begin = at;
        while (at < expression.length()) {
            char character = expression.charAt(at++);
            if (character == '\\') {
                at++;
            } else if (character == '[' && at < expression.length() && expression.charAt(at) == ':') {
                int end = expression.indexOf(":]", at);
                at = end < 0 ? at : end + 2;
            } else if (character == ']' && at > begin + 1) {
                return;
            }
        }
    }
}
