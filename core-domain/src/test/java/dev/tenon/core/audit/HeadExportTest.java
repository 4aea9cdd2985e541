package dev.tenon.core.audit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tenon.core.TenonInMemory;
import dev.tenon.ports.Tenon;
import dev.tenon.ports.audit.AuditProgress;
import dev.tenon.ports.audit.AuditRow;
import dev.tenon.ports.audit.AuditVerification;
import dev.tenon.ports.audit.SignedHeads;
import dev.tenon.ports.audit.SignedHeads.ChainHead;
import dev.tenon.ports.audit.spi.AuditStore;
import dev.tenon.ports.audit.spi.AuditStore.Head;
import dev.tenon.ports.kernel.BackgroundJob;
import dev.tenon.ports.kernel.OrganizationId;
import dev.tenon.testkit.Fixtures;
import dev.tenon.testkit.InMemoryHeadArchive;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class HeadExportTest {

    private final TenonInMemory house = new TenonInMemory();
    private final InMemoryHeadArchive archive = new InMemoryHeadArchive();
    private final Tenon tenon = withArchive();

    private Tenon withArchive() {
        return house.builder().auditHeads(archive, Duration.ofHours(1)).build();
    }

    @Test
    void U3_exports_the_head_of_every_chain_once_it_has_moved() {
        house.aPerson("ana@example.org");
        export(tenon);
        export(tenon);
        assertThat(archive.lines()).hasSize(1);

        somethingIn(new OrganizationId(Fixtures.anId()));
        export(tenon);

        assertThat(archive.lines()).hasSize(2);
        SignedHeads first = ExportedHeads.read(archive.lines().get(0)).orElseThrow();
        SignedHeads second = ExportedHeads.read(archive.lines().get(1)).orElseThrow();
        assertThat(first.heads()).extracting(ChainHead::chain).containsExactly("global");
        assertThat(second.heads()).extracting(ChainHead::sequence).containsExactly(1L);
        assertThat(first.previous()).isNull();
        assertThat(second.previous()).isEqualTo(first.signature());
        assertThat(second.at()).isEqualTo(house.clock.instant());
    }

    @Test
    void U3_goes_on_where_the_process_before_it_ended() {
        house.aPerson("ana@example.org");
        export(tenon);

        export(withArchive());
        assertThat(archive.lines()).hasSize(1);
        house.aPerson("ben@example.org");
        export(withArchive());

        assertThat(archive.lines()).hasSize(2);
        assertThat(verify(archive.lines()).bad()).isEmpty();
    }

    @Test
    void U3_signs_a_thousand_chains_at_a_time() {
        IntStream.range(0, 1_001).forEach(any -> somethingIn(new OrganizationId(Fixtures.anId())));

        export(tenon);

        assertThat(archive.lines()).hasSize(2);
        AuditVerification verification = verify(archive.lines());
        assertThat(verification.bad()).isEmpty();
        assertThat(verification.exportedHeads()).isEqualTo(1_001);
    }

    @Test
    void U3_a_trail_that_was_rewritten_as_a_whole_is_found_by_its_exported_heads() {
        house.aPerson("ana@example.org");
        export(tenon);
        house.aPerson("ben@example.org");
        export(tenon);
        List<AuditRow> rows = house.storage.audit().read("global", 0, 100);

        // What whoever owns the database can do: leave one row out, and make a whole chain of all others.
        house.storage.rewriteTrail(all -> List.of());
        house.storage.rewriteHeads(all -> List.of(new Head("global", 0, AuditStore.BEFORE_THE_FIRST)));
        rows.stream()
                .filter(row -> row.sequence() != 2)
                .forEach(row -> house.storage.unitOfWork().run(() -> {
                    AuditCapability.chain(house.storage.audit(), house.storage.deliveries(), Fixtures::anId)
                            .append(house.operator, List.of(row.entry()), row.createdAt());
                    return true;
                }));

        assertThat(verify(List.of()).bad()).isEmpty();
        assertThat(verify(archive.lines()).bad())
                .hasValueSatisfying(bad -> assertThat(bad.reason()).contains("hash was exported"));
    }

    @Test
    void U3_lines_that_were_changed_removed_or_made_by_somebody_else_are_found() {
        for (int person = 0; person < 3; person++) {
            house.aPerson("ana" + person + "@example.org");
            export(tenon);
        }
        List<String> lines = archive.lines();

        List<String> changed = new ArrayList<>(lines);
        changed.set(1, lines.get(1).replace("\"sequence\": ", "\"sequence\": 1"));
        assertThat(reason(changed)).contains("line 2", "was changed");
        assertThat(reason(List.of(lines.get(0), lines.get(2)))).contains("line 2", "a line is missing");
        assertThat(reason(List.of("{}"))).contains("line 1", "was changed");
        String others = lines.get(0).replace("\"key\": \"", "\"key\": \"AAAA");
        assertThat(reason(List.of(others))).contains("line 1");
        assertThat(verify(lines).bad()).isEmpty();
    }

    @Test
    void U3_reads_lines_however_they_are_spelled() {
        house.aPerson("ana@example.org");
        export(tenon);

        String respelled = archive.lines().get(0).replace(": ", ":").replace(", ", " ,\t");

        assertThat(verify(List.of(respelled)).bad()).isEmpty();
    }

    @Test
    void U3_shows_the_present_heads_and_the_key() {
        house.aPerson("ana@example.org");
        List<SignedHeads> present = new ArrayList<>();

        tenon.auditTrail().signedHeads(house.operator, present::add);

        assertThat(present).hasSize(1);
        assertThat(present.get(0).publicKey()).isEqualTo(tenon.auditTrail().headKey(house.operator));
        assertThat(verify(List.of(present.get(0).line())).exportedHeads()).isEqualTo(1);
    }

    private void somethingIn(OrganizationId organization) {
        house.storage.unitOfWork().run(() -> {
            AuditCapability.chain(house.storage.audit(), house.storage.deliveries(), Fixtures::anId)
                    .append(house.operator, List.of(Fixtures.anAuditEntry().in(organization)), house.clock.instant());
            return true;
        });
    }

    private static void export(Tenon tenon) {
        tenon.jobs().stream()
                .filter(job -> job.name().equals("export-audit-heads"))
                .forEach(BackgroundJob::run);
    }

    private AuditVerification verify(List<String> lines) {
        return tenon.auditTrail().verify(house.operator, lines.stream(), AuditProgress.unseen());
    }

    private String reason(List<String> lines) {
        return verify(lines).bad().orElseThrow().reason();
    }
}
