package dev.tenon.core.audit;

import dev.tenon.ports.audit.AuditEntry;
import dev.tenon.ports.audit.AuditFilter;
import dev.tenon.ports.audit.AuditRow;
import dev.tenon.ports.audit.AuditVerification.BadRow;
import dev.tenon.ports.audit.spi.AuditStore;
import dev.tenon.ports.audit.spi.AuditStore.Cut;
import dev.tenon.ports.audit.spi.AuditStore.MonthlyTable;
import dev.tenon.ports.audit.spi.ChainText;
import dev.tenon.ports.kernel.PageRequest;
import dev.tenon.ports.kernel.spi.Secrets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Where retention cut chains. A row of the trail vouches for them all: it holds their digest, so that nobody makes removed rows look
 * like months that went by themselves.
 */
record Cuts(Map<String, Cut> byChain, List<Cut> inOrder) {

    static final String ACTION = "retention.applied";
    private static final String DIGEST = "cuts";

    static Cuts of(AuditStore store) {
        List<Cut> cuts = store.cuts();
        return new Cuts(cuts.stream().collect(Collectors.toMap(Cut::chain, Function.identity())), cuts);
    }

    Optional<Cut> of(String chain) {
        return Optional.ofNullable(byChain.get(chain));
    }

    /** The sequence of the last row that is gone; 0 if none is. */
    long lastGone(String chain) {
        return of(chain).map(Cut::sequence).orElse(0L);
    }

    AuditEntry vouchedFor(AuditEntry entry, Secrets secrets) {
        return entry.with("chains", Integer.toString(inOrder.size())).with(DIGEST, digest(secrets));
    }

    /** What does not fit the row that vouches for them; empty if all does. */
    Optional<BadRow> notVouchedFor(AuditStore store, Secrets secrets) {
        if (inOrder.isEmpty()) {
            return Optional.empty();
        }
        AuditFilter filter = AuditFilter.all().ofAction(ACTION).onTable(MonthlyTable.AUDIT_LOGS.table());
        List<AuditRow> latest = store.list(filter, PageRequest.first(1)).items();
        if (latest.isEmpty()) {
            Cut first = inOrder.get(0);
            return Optional.of(new BadRow(
                    first.chain(), first.sequence(), null, "it is missing, and no row says that retention removed it"));
        }
        AuditRow row = latest.get(0);
        return digest(secrets).equals(row.entry().details().get(DIGEST))
                ? Optional.empty()
                : Optional.of(new BadRow(
                        row.chain(),
                        row.sequence(),
                        row.id(),
                        "what it says of the rows that retention removed is not what is noted of them"));
    }

    private String digest(Secrets secrets) {
        StringBuilder text = new StringBuilder("tenon-cuts-1");
        for (Cut cut : inOrder) {
            ChainText.add(text, cut.chain());
            ChainText.add(text, Long.toString(cut.sequence()));
            ChainText.add(text, cut.hash());
            ChainText.add(text, String.join(",", cut.leftBehind()));
        }
        return secrets.sha256(text.toString());
    }
}
