package dev.tenon.core.audit;

import dev.tenon.ports.audit.AuditRow;
import dev.tenon.ports.audit.AuditVerification.BadRow;
import dev.tenon.ports.audit.spi.AuditStore;
import dev.tenon.ports.audit.spi.AuditStore.Cut;
import dev.tenon.ports.audit.spi.AuditStore.Head;
import dev.tenon.ports.kernel.AuditId;
import dev.tenon.ports.kernel.OrganizationId;
import dev.tenon.ports.kernel.UserId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/** One walk along a chain, from where retention cut it up to the head as it was when the walk began. */
final class ChainReading {

    private static final int ROWS_AT_A_TIME = 1000;

    private final AuditStore store;
    private final RowHash rowHash;
    private final Head head;
    private final long cutAt;
    private final List<String> leftBehind;
    private final LongConsumer each;
    private final List<String> foundBehind = new ArrayList<>();

    /** Where the walk is: the last row that fits. */
    private long sequence;

    private String hash;
    private @Nullable AuditId id;

    ChainReading(AuditStore store, RowHash rowHash, Head head, @Nullable Cut cut, LongConsumer each) {
        this.store = store;
        this.rowHash = rowHash;
        this.head = head;
        this.cutAt = cut == null ? 0 : cut.sequence();
        this.leftBehind = cut == null ? List.of() : cut.leftBehind();
        this.each = each;
        this.sequence = cutAt;
        this.hash = cut == null ? AuditStore.BEFORE_THE_FIRST : cut.hash();
    }

    /** The first row that does not fit. */
    Optional<BadRow> firstBad() {
        Optional<BadRow> behind = behindTheCut();
        if (behind.isPresent()) {
            return behind;
        }
        if (sequence > head.sequence()) {
            return Optional.of(new BadRow(
                    head.chain(),
                    head.sequence() + 1,
                    null,
                    "the head of the chain lies before what retention removed"));
        }
        if (sequence == head.sequence()) {
            return hash.equals(head.hash())
                    ? Optional.empty()
                    : Optional.of(new BadRow(head.chain(), sequence, null, "the head of the chain names another row"));
        }
        while (sequence < head.sequence()) {
            // From the last row on, and not behind it: a second one of its number may follow.
            List<AuditRow> page = store.read(head.chain(), sequence - 1, ROWS_AT_A_TIME);
            long before = sequence;
            for (AuditRow row : page) {
                Optional<BadRow> bad = row.id().equals(id) ? Optional.empty() : check(row);
                if (bad.isPresent()) {
                    each.accept(sequence - before + (bad.get().id() == null ? 0 : 1));
                    return bad;
                }
                if (row.sequence() > head.sequence()) {
                    break;
                }
            }
            if (sequence == before) {
                return missing();
            }
            each.accept(sequence - before);
        }
        return second();
    }

    /** A second row of the last number, which may be the first of a page that nobody read. */
    private Optional<BadRow> second() {
        return store.read(head.chain(), sequence - 1, 2).stream()
                .filter(row -> row.sequence() == sequence && !row.id().equals(id))
                .findFirst()
                .flatMap(row -> bad(row, "another row has its number"));
    }

    /** What a month left behind that went before all of its rows: exactly what was noted then. */
    private Optional<BadRow> behindTheCut() {
        long after = 0;
        while (cutAt > 0) {
            List<AuditRow> page = store.read(head.chain(), after, ROWS_AT_A_TIME);
            for (AuditRow row : page) {
                if (row.sequence() > cutAt) {
                    return leftBehind.equals(foundBehind) ? Optional.empty() : missingBehind();
                }
                Optional<BadRow> bad = checkBehind(row);
                if (bad.isPresent()) {
                    return bad;
                }
                after = row.sequence();
            }
            if (page.size() < ROWS_AT_A_TIME) {
                return leftBehind.equals(foundBehind) ? Optional.empty() : missingBehind();
            }
        }
        return Optional.empty();
    }

    private Optional<BadRow> checkBehind(AuditRow row) {
        String name = row.sequence() + ":" + row.hash();
        boolean isNoted = foundBehind.size() < leftBehind.size()
                && leftBehind.get(foundBehind.size()).equals(name);
        foundBehind.add(name);
        if (!isNoted) {
            return leftBehind.contains(name)
                    ? missingBehind()
                    : bad(row, "it belongs to a month that retention removed");
        }
        return checkAlone(row);
    }

    private Optional<BadRow> missingBehind() {
        for (int index = 0; index < leftBehind.size(); index++) {
            String name = leftBehind.get(index);
            if (index >= foundBehind.size() || !foundBehind.get(index).equals(name)) {
                long missing = Long.parseLong(name.substring(0, name.indexOf(':')));
                return Optional.of(new BadRow(head.chain(), missing, null, "it is missing"));
            }
        }
        return Optional.empty();
    }

    private Optional<BadRow> check(AuditRow row) {
        if (row.sequence() > head.sequence()) {
            return sequence == head.sequence() ? Optional.empty() : missing();
        }
        if (row.sequence() <= sequence) {
            return row.sequence() <= cutAt ? Optional.empty() : bad(row, "another row has its number");
        }
        if (row.sequence() != sequence + 1) {
            return missing();
        }
        if (!row.previousHash().equals(hash)) {
            return bad(row, "it does not follow the row before it");
        }
        Optional<BadRow> alone = checkAlone(row);
        if (alone.isPresent()) {
            return alone;
        }
        sequence = row.sequence();
        hash = row.hash();
        id = row.id();
        if (sequence == head.sequence() && !hash.equals(head.hash())) {
            return bad(row, "the head of the chain names another row");
        }
        return Optional.empty();
    }

    /** What a row says, whatever stands beside it. */
    private Optional<BadRow> checkAlone(AuditRow row) {
        if (!row.hash().equals(rowHash.of(row))) {
            return bad(row, "its content does not match its hash");
        }
        // These are not part of the hash, as the first goes with the account; the label is, and names the same.
        if (!names(row.actorLabel(), "user:", row.userId())
                || !names(row.actorLabel(), " by user:", row.impersonatorId())) {
            return bad(row, "the account is another one than its actor's");
        }
        OrganizationId organization = row.entry().organizationId();
        boolean isOfTheChain = organization == null
                ? head.chain().equals(HashChain.GLOBAL)
                : head.chain().equals(organization.toString());
        return isOfTheChain ? Optional.empty() : bad(row, "it names another organization than its chain");
    }

    private static boolean names(String label, String prefix, @Nullable UserId user) {
        return user == null || label.contains(prefix + user);
    }

    private Optional<BadRow> missing() {
        return Optional.of(new BadRow(head.chain(), sequence + 1, null, "it is missing"));
    }

    private static Optional<BadRow> bad(AuditRow row, String reason) {
        return Optional.of(new BadRow(row.chain(), row.sequence(), row.id(), reason));
    }
}
