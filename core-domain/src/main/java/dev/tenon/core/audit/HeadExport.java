package dev.tenon.core.audit;

import dev.tenon.core.kernel.Kernel;
import dev.tenon.ports.audit.SignedHeads;
import dev.tenon.ports.audit.SignedHeads.ChainHead;
import dev.tenon.ports.audit.spi.AuditStore;
import dev.tenon.ports.audit.spi.HeadArchive;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Signs where chains end, and puts it where it does not fall with the database. A line tells the chains that have grown since the
 * one before; a new part of the archive begins with all of them.
 */
final class HeadExport {

    private static final long LARGEST_PART = 64L << 20;

    private final Kernel kernel;
    private final AuditStore store;
    private final ExportedHeads lines;
    private final HeadArchive archive;
    private final Map<String, Long> exported = new HashMap<>();
    private @Nullable String previous;
    private boolean hasRead;
    private long size;

    HeadExport(Kernel kernel, ExportedHeads lines, HeadArchive archive) {
        this.kernel = kernel;
        this.store = kernel.storage().audit();
        this.lines = lines;
        this.archive = archive;
    }

    /** Exports what has grown; returns zero, since there is nothing more to do until the next time. */
    synchronized int run() {
        if (!hasRead) {
            archive.read(line -> ExportedHeads.read(line).ifPresent(this::remember));
            hasRead = true;
        }
        if (size > LARGEST_PART) {
            archive.startAnew();
            exported.clear();
            size = 0;
        }
        List<ChainHead> moved = ends(store).stream()
                .filter(head -> exported.getOrDefault(head.chain(), 0L) != head.sequence())
                .toList();
        List<SignedHeads> signed = new ArrayList<>();
        sign(lines, moved, kernel.now(), previous, signed::add);
        if (!signed.isEmpty()) {
            archive.append(signed.stream().map(SignedHeads::line).toList());
            signed.forEach(this::remember);
        }
        return 0;
    }

    /** The ends of all chains that have a row. */
    static List<ChainHead> ends(AuditStore store) {
        return store.heads().stream()
                .filter(head -> head.sequence() > 0)
                .map(head -> new ChainHead(head.chain(), head.sequence(), head.hash()))
                .toList();
    }

    /** Signs heads, as many at a time as a line takes, each naming the one before. */
    static void sign(
            ExportedHeads lines,
            List<ChainHead> heads,
            Instant now,
            @Nullable String after,
            Consumer<SignedHeads> each) {
        @Nullable String before = after;
        for (int from = 0; from < heads.size(); from += SignedHeads.MOST_HEADS) {
            List<ChainHead> some = heads.subList(from, Math.min(heads.size(), from + SignedHeads.MOST_HEADS));
            SignedHeads signed = lines.sign(now, some, before);
            before = signed.signature();
            each.accept(signed);
        }
    }

    private void remember(SignedHeads signed) {
        signed.heads().forEach(head -> exported.put(head.chain(), head.sequence()));
        previous = signed.signature();
        size += signed.line().length() + 1L;
    }
}
