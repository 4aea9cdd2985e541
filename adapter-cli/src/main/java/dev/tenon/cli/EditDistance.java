package dev.tenon.cli;

/** How far two words are apart, for finding the one that was meant. */
final class EditDistance {

    private EditDistance() {}

    /**
     * How many letters must be put in, left out, replaced or exchanged with their neighbour (optimal string alignment) to
     * make one word of the other.
     */
    static int between(String one, String other) {
        int[][] distance = new int[one.length() + 1][other.length() + 1];
        for (int row = 0; row <= one.length(); row++) {
            distance[row][0] = row;
        }
        for (int column = 0; column <= other.length(); column++) {
            distance[0][column] = column;
        }
        for (int row = 1; row <= one.length(); row++) {
            for (int column = 1; column <= other.length(); column++) {
                int replaced = one.charAt(row - 1) == other.charAt(column - 1) ? 0 : 1;
                int least = Math.min(distance[row - 1][column], distance[row][column - 1]) + 1;
                least = Math.min(least, distance[row - 1][column - 1] + replaced);
                boolean exchanged = row > 1
                        && column > 1
                        && one.charAt(row - 1) == other.charAt(column - 2)
                        && one.charAt(row - 2) == other.charAt(column - 1);
                distance[row][column] = exchanged ? Math.min(least, distance[row - 2][column - 2] + 1) : least;
            }
        }
        return distance[one.length()][other.length()];
    }
}
