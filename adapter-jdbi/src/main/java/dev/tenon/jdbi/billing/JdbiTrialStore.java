package dev.tenon.jdbi.billing;

import dev.tenon.jdbi.kernel.Columns;
import dev.tenon.jdbi.kernel.Handles;
import dev.tenon.jdbi.kernel.Listing;
import dev.tenon.ports.billing.Trial;
import dev.tenon.ports.billing.spi.TrialStore;
import dev.tenon.ports.kernel.OrganizationId;
import dev.tenon.ports.kernel.Page;
import dev.tenon.ports.kernel.PageRequest;
import dev.tenon.ports.kernel.PlanId;
import dev.tenon.ports.kernel.SubjectId;
import dev.tenon.ports.kernel.TrialId;
import dev.tenon.ports.kernel.UserId;
import java.time.LocalDate;
import java.util.Map;
import org.jdbi.v3.core.mapper.RowMapper;
import org.jspecify.annotations.Nullable;

/** Table {@code trial_periods}. */
final class JdbiTrialStore implements TrialStore {

    private static final RowMapper<Trial> TRIAL = (row, context) -> new Trial(
            new TrialId(Columns.uuid(row, "id")),
            new UserId(Columns.uuid(row, "user_id")),
            Columns.idOrNull(row, "organization_id", OrganizationId::new),
            new PlanId(Columns.uuid(row, "plan_id")),
            row.getObject("start_date", LocalDate.class),
            row.getObject("end_date", LocalDate.class),
            row.getBoolean("is_active"),
            Columns.instant(row, "created_at"));

    private static final String SELECT = """
            SELECT id, user_id, organization_id, plan_id, start_date, end_date, is_active, created_at
            FROM trial_periods
            """;

    private final Handles handles;

    JdbiTrialStore(Handles handles) {
        this.handles = handles;
    }

    @Override
    public boolean insert(Trial trial, String emailHash) {
        OrganizationId organization = trial.organizationId();
        return handles.write(handle -> handle.createUpdate("""
                        INSERT INTO trial_periods (id, user_id, organization_id, plan_id, email_hash, start_date, end_date,
                                                   is_active, created_at)
                        VALUES (:id, :userId, :organizationId, :planId, :emailHash, :startDate, :endDate, :active, :createdAt)
                        ON CONFLICT DO NOTHING
                        """)
                        .bind("id", trial.id().value())
                        .bind("userId", trial.userId().value())
                        .bind("organizationId", organization == null ? null : organization.value())
                        .bind("planId", trial.planId().value())
                        .bind("emailHash", emailHash)
                        .bind("startDate", trial.startDate())
                        .bind("endDate", trial.endDate())
                        .bind("active", trial.active())
                        .bind("createdAt", trial.createdAt())
                        .execute()
                == 1);
    }

    @Override
    public void end(SubjectId subject) {
        String whose = switch (subject) {
            case UserId person -> "user_id = :subject AND organization_id IS NULL";
            case OrganizationId organization -> "organization_id = :subject";
        };
        handles.write(
                handle -> handle.createUpdate("UPDATE trial_periods SET is_active = FALSE WHERE is_active AND " + whose)
                        .bind("subject", subject.value())
                        .execute());
    }

    @Override
    public Page<Trial> list(@Nullable SubjectId subject, PageRequest page) {
        Listing listing = Listing.of(SELECT, page);
        switch (subject) {
            case null -> {
                // Everybody's.
            }
            case UserId person -> listing.where("user_id = :subject", Map.of("subject", person.value()));
            case OrganizationId organization ->
                listing.where("organization_id = :subject", Map.of("subject", organization.value()));
        }
        return handles.read(handle -> listing.newestFirst(handle, "created_at", "id", TRIAL, Trial::position));
    }
}
