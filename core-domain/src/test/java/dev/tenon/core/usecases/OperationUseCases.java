package dev.tenon.core.usecases;

import static dev.tenon.core.usecases.AccountUseCases.ANA;
import static dev.tenon.core.usecases.AccountUseCases.PAGE;
import static dev.tenon.core.usecases.UseCase.changes;
import static dev.tenon.core.usecases.UseCase.reads;

import dev.tenon.core.TenonInMemory;
import dev.tenon.ports.accounts.Registration;
import dev.tenon.ports.audit.AuditFilter;
import dev.tenon.ports.audit.NewUsage;
import dev.tenon.ports.audit.UsageFilter;
import dev.tenon.ports.audit.UsagePeriod;
import dev.tenon.ports.kernel.Actor;
import dev.tenon.ports.kernel.EmailId;
import dev.tenon.ports.limits.RequestClass;
import dev.tenon.ports.notifications.EmailFilter;
import dev.tenon.testkit.Fixtures;
import java.time.ZoneOffset;
import java.util.List;

/** Mail, the audit trail, requests that are made once, and how often they may be made. */
final class OperationUseCases {

    private OperationUseCases() {}

    static List<UseCase> all() {
        return List.of(
                reads("emails.list", house -> () -> house.tenon.emails().list(house.operator, EmailFilter.all(), PAGE)),
                reads("emails.get", house -> {
                    house.tenon.accounts().signUp(house.anonymous, new Registration(ANA, Fixtures.PASSWORD));
                    EmailId mail = lastMail(house);
                    return () -> house.tenon.emails().get(house.operator, mail);
                }),
                changes("emails.unsubscribe", house -> {
                    String person = String.valueOf(house.aPerson(ANA).userId());
                    String token = house.secrets.seal("unsubscribe", person + " billing");
                    return () -> house.tenon.emails().unsubscribe(house.anonymous, token);
                }),
                changes("emails.retry", house -> {
                    house.mails.refuseNext(1);
                    house.tenon.accounts().signUp(house.anonymous, new Registration(ANA, Fixtures.PASSWORD));
                    house.runJobs();
                    EmailId mail = lastMail(house);
                    return () -> house.tenon.emails().retry(house.operator, mail);
                }),
                reads("emails.backlog", house -> () -> house.tenon.emails().backlog(house.operator)),
                reads(
                        "auditTrail.list",
                        house -> () -> house.tenon.auditTrail().list(house.operator, AuditFilter.all(), PAGE)),
                reads(
                        "auditTrail.verify",
                        house -> () -> house.tenon.auditTrail().verify(house.operator)),
                reads(
                        "usageLog.record",
                        house -> {
                            Actor ana = house.aPerson(ANA);
                            return () -> house.tenon
                                    .usageLog()
                                    .record(ana, NewUsage.of("report.exported").withEventKey("event-1"));
                        },
                        "usage_logs",
                        "usage_event_keys"),
                reads(
                        "usageLog.recordAll",
                        house -> {
                            Actor ana = house.aPerson(ANA);
                            return () -> house.tenon.usageLog().recordAll(ana, List.of(NewUsage.of("report.exported")));
                        },
                        "usage_logs"),
                reads(
                        "usageLog.list",
                        house -> () -> house.tenon.usageLog().list(house.operator, UsageFilter.all(), PAGE)),
                reads(
                        "usageLog.summary",
                        house -> () -> house.tenon
                                .usageLog()
                                .summary(house.operator, UsageFilter.all(), UsagePeriod.DAY, ZoneOffset.UTC)),
                changes(
                        "auditTrail.export",
                        house -> () -> house.tenon.auditTrail().export(house.operator, AuditFilter.all(), row -> {})),
                reads(
                        "auditTrail.signedHeads",
                        house -> () -> house.tenon.auditTrail().signedHeads(house.operator, heads -> {})),
                reads(
                        "auditTrail.headKey",
                        house -> () -> house.tenon.auditTrail().headKey(house.operator)),
                reads("idempotency.find", house -> {
                    Actor ana = house.aPerson(ANA);
                    return () -> house.tenon.idempotency().find(ana, "key", "fingerprint");
                }),
                // Counts are no changes: they are about the traffic, and gone a minute later.
                reads(
                        "rateLimits.take",
                        house -> () -> house.tenon.rateLimits().take(house.anonymous, RequestClass.READ)));
    }

    private static EmailId lastMail(TenonInMemory house) {
        return house.tenon
                .emails()
                .list(house.operator, EmailFilter.all(), PAGE)
                .items()
                .get(0)
                .id();
    }
}
