package dev.tenon.core.audit;

import dev.tenon.core.kernel.Kernel;
import dev.tenon.ports.audit.AuditProgress;
import dev.tenon.ports.audit.AuditVerification;
import dev.tenon.ports.audit.AuditVerification.BadRow;
import dev.tenon.ports.audit.SignedHeads;
import dev.tenon.ports.audit.spi.AuditStore;
import dev.tenon.ports.audit.spi.AuditStore.Cut;
import dev.tenon.ports.audit.spi.AuditStore.Head;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** One look at the whole trail. */
final class Verification {

    private static final int LINES_AT_A_TIME = 100;

    private final AuditStore store;
    private final Kernel kernel;
    private final RowHash rowHash;
    private final ExportedHeads lines;
    private final AuditProgress progress;
    private long rows;
    private long expected;
    private long comparedHeads;

    Verification(Kernel kernel, ExportedHeads lines, AuditProgress progress) {
        this.kernel = kernel;
        this.store = kernel.storage().audit();
        this.rowHash = new RowHash(kernel.secrets());
        this.lines = lines;
        this.progress = progress;
    }

    /** Where the trail begins and ends, seen at one instant. */
    private record Bounds(
            List<Head> heads, Cuts cuts, @Nullable BadRow notVouchedFor) {}

    AuditVerification of(Stream<String> exportedHeads) {
        Bounds bounds = bounds();
        Optional<BadRow> bad = firstBad(bounds);
        while (bad.isPresent()) {
            // Retention may have removed a month under our feet: then what was found is no finding.
            Bounds now = bounds();
            if (now.cuts().equals(bounds.cuts())) {
                return result(bad.get());
            }
            bounds = now;
            bad = firstBad(bounds);
        }
        return result(compare(exportedHeads.iterator(), bounds.cuts()).orElse(null));
    }

    private AuditVerification result(@Nullable BadRow bad) {
        return new AuditVerification(rows, comparedHeads, bad);
    }

    private Bounds bounds() {
        return kernel.storage().unitOfWork().snapshot(() -> {
            Cuts cuts = Cuts.of(store);
            return new Bounds(
                    store.heads(),
                    cuts,
                    cuts.notVouchedFor(store, kernel.secrets()).orElse(null));
        });
    }

    private Optional<BadRow> firstBad(Bounds bounds) {
        rows = 0;
        expected = bounds.heads().stream()
                .mapToLong(head -> head.sequence() - bounds.cuts().lastGone(head.chain()))
                .sum();
        if (bounds.notVouchedFor() != null) {
            return Optional.of(bounds.notVouchedFor());
        }
        Set<String> chains = bounds.heads().stream().map(Head::chain).collect(Collectors.toSet());
        for (Cut cut : bounds.cuts().inOrder()) {
            if (!chains.contains(cut.chain())) {
                return Optional.of(new BadRow(
                        cut.chain(), cut.sequence(), null, "it is missing, and so is the head of its chain"));
            }
        }
        for (Head head : bounds.heads()) {
            Optional<BadRow> bad = new ChainReading(
                            store, rowHash, head, bounds.cuts().of(head.chain()).orElse(null), this::read)
                    .firstBad();
            if (bad.isPresent()) {
                return bad;
            }
        }
        return store.beyondHeads()
                .map(row -> new BadRow(row.chain(), row.sequence(), row.id(), "it is behind the head of its chain"));
    }

    private void read(long more) {
        rows += more;
        progress.at(rows, expected);
    }

    private Optional<BadRow> compare(Iterator<String> exported, Cuts cuts) {
        long number = 0;
        Set<String> signatures = new HashSet<>();
        while (exported.hasNext()) {
            List<Head> wanted = new ArrayList<>();
            for (int read = 0; read < LINES_AT_A_TIME && exported.hasNext(); read++) {
                number++;
                String line = exported.next();
                SignedHeads heads = ExportedHeads.read(line).orElse(null);
                if (heads == null || !lines.isSigned(heads)) {
                    return inLine(number, "was changed since it was signed");
                }
                if (!lines.isOurs(heads)) {
                    return inLine(number, "was signed by another installation, or under a secret that is gone");
                }
                if (!signatures.isEmpty() && heads.previous() != null && !signatures.contains(heads.previous())) {
                    return inLine(number, "does not follow the line before it: a line is missing");
                }
                signatures.add(heads.signature());
                heads.heads().forEach(head -> wanted.add(new Head(head.chain(), head.sequence(), head.hash())));
            }
            Optional<BadRow> bad = firstAbsent(wanted, cuts);
            if (bad.isPresent()) {
                return bad;
            }
            comparedHeads += wanted.size();
        }
        return Optional.empty();
    }

    private Optional<BadRow> firstAbsent(List<Head> wanted, Cuts cuts) {
        List<Head> kept = wanted.stream()
                .filter(head -> head.sequence() > cuts.lastGone(head.chain()))
                .toList();
        Set<Head> present = store.present(kept);
        return kept.stream()
                .filter(head -> !present.contains(head))
                .findFirst()
                .map(head ->
                        new BadRow(head.chain(), head.sequence(), null, "it is not the row whose hash was exported"));
    }

    private static Optional<BadRow> inLine(long number, String what) {
        return Optional.of(new BadRow(HashChain.GLOBAL, 0, null, "line " + number + " of the exported heads " + what));
    }
}
