package dev.tenon.ports.kernel;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * A place in a list that is ordered by time and then by id: what keyset pagination continues from, however long the list
 * is and whatever was added before it.
 *
 * @param rank what stands before the time in a list that is ordered by rank first; 0 in others
 * @param time the item's time, in the list's order
 * @param id the item's id, which decides between items of one time
 */
public record Position(int rank, Instant time, UUID id) {

    /** A place in a list without ranks. */
    public Position(Instant time, UUID id) {
        this(0, time, id);
    }

    /** The text form, without secrets: adapters sign it before they hand it to a client. */
    public String encoded() {
        String place = time.getEpochSecond() + "." + time.getNano() + "." + id;
        return rank == 0 ? place : place + "." + rank;
    }

    /** Reads the text form; empty if it is not one. */
    public static Optional<Position> parse(String text) {
        String[] parts = text.split("\\.", -1);
        if (parts.length != 3 && parts.length != 4) {
            return Optional.empty();
        }
        try {
            Instant time = Instant.ofEpochSecond(Long.parseLong(parts[0]), Long.parseLong(parts[1]));
            int rank = parts.length == 3 ? 0 : Integer.parseInt(parts[3]);
            return Optional.of(new Position(rank, time, UUID.fromString(parts[2])));
        } catch (IllegalArgumentException | java.time.DateTimeException notAPosition) {
            return Optional.empty();
        }
    }
}
