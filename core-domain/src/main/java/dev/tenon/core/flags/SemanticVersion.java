package dev.tenon.core.flags;

import java.math.BigInteger;
import java.util.List;
import java.util.Optional;

/**
 * A version as Semantic Versioning 2.0.0 defines it. What stands behind a plus sign does not count.
 *
 * @param release the three numbers
 * @param preRelease what stands behind the hyphen; empty for a release itself, which comes after all of them
 */
record SemanticVersion(List<BigInteger> release, List<String> preRelease) implements Comparable<SemanticVersion> {

    private static final int LONGEST = 256;

    /** Reads a version; empty if it is none. */
    static Optional<SemanticVersion> parse(String text) {
        if (text.length() > LONGEST) {
            return Optional.empty();
        }
        int plus = text.indexOf('+');
        String counted = plus < 0 ? text : text.substring(0, plus);
        if (plus >= 0 && !areIdentifiers(text.substring(plus + 1), false)) {
            return Optional.empty();
        }
        int hyphen = counted.indexOf('-');
        String numbers = hyphen < 0 ? counted : counted.substring(0, hyphen);
        if (hyphen >= 0 && !areIdentifiers(counted.substring(hyphen + 1), true)) {
            return Optional.empty();
        }
        String[] parts = numbers.split("\\.", -1);
        if (parts.length != 3) {
            return Optional.empty();
        }
        for (String part : parts) {
            if (!isNumber(part) || hasLeadingZero(part)) {
                return Optional.empty();
            }
        }
        List<String> preRelease =
                hyphen < 0 ? List.of() : List.of(counted.substring(hyphen + 1).split("\\.", -1));
        return Optional.of(new SemanticVersion(
                List.of(new BigInteger(parts[0]), new BigInteger(parts[1]), new BigInteger(parts[2])), preRelease));
    }

    private static boolean areIdentifiers(String text, boolean numbersAreCanonical) {
        for (String each : text.split("\\.", -1)) {
            boolean isWord = !each.isEmpty()
                    && each.chars()
                            .allMatch(character ->
                                    character < 128 && (Character.isLetterOrDigit(character) || character == '-'));
            if (!isWord || (numbersAreCanonical && isNumber(each) && hasLeadingZero(each))) {
                return false;
            }
        }
        return true;
    }

    private static boolean isNumber(String text) {
        return !text.isEmpty() && text.chars().allMatch(digit -> digit >= '0' && digit <= '9');
    }

    private static boolean hasLeadingZero(String number) {
        return number.length() > 1 && number.charAt(0) == '0';
    }

    @Override
    public int compareTo(SemanticVersion other) {
        for (int at = 0; at < release.size(); at++) {
            int compared = release.get(at).compareTo(other.release.get(at));
            if (compared != 0) {
                return compared;
            }
        }
        if (preRelease.isEmpty() || other.preRelease.isEmpty()) {
            return Boolean.compare(preRelease.isEmpty(), other.preRelease.isEmpty());
        }
        for (int at = 0; at < Math.min(preRelease.size(), other.preRelease.size()); at++) {
            int compared = compared(preRelease.get(at), other.preRelease.get(at));
            if (compared != 0) {
                return compared;
            }
        }
        return Integer.compare(preRelease.size(), other.preRelease.size());
    }

    /** Numbers by their size, and before words. */
    private static int compared(String one, String other) {
        if (isNumber(one) && isNumber(other)) {
            return new BigInteger(one).compareTo(new BigInteger(other));
        }
        if (isNumber(one) != isNumber(other)) {
            return isNumber(one) ? -1 : 1;
        }
        return one.compareTo(other);
    }
}
