package dev.tenon.ports.invoices;

import dev.tenon.ports.kernel.SubjectId;
import dev.tenon.ports.kernel.SubscriptionId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Which invoices to list. With nobody named, and not everybody's, one's own.
 *
 * @param subject whose: a person's own, or an organization's; {@code null} leaves the condition out
 * @param everyones whether to list those of everybody
 * @param isFinalized whether to leave drafts out
 * @param subscription {@code null} leaves the condition out
 * @param status {@code null} leaves the condition out
 * @param from made at this instant or later; {@code null} leaves the condition out
 * @param to made before this instant; {@code null} leaves the condition out
 */
public record InvoiceFilter(
        @Nullable SubjectId subject,
        boolean everyones,
        boolean isFinalized,
        @Nullable SubscriptionId subscription,
        @Nullable InvoiceStatus status,
        @Nullable Instant from,
        @Nullable Instant to) {

    /** One's own. */
    public static InvoiceFilter mine() {
        return new InvoiceFilter(null, false, false, null, null, null, null);
    }

    /** Everybody's. */
    public static InvoiceFilter all() {
        return new InvoiceFilter(null, true, false, null, null, null, null);
    }

    /** Those of one person or organization. */
    public static InvoiceFilter of(SubjectId subject) {
        return new InvoiceFilter(subject, false, false, null, null, null, null);
    }

    /** The same of everybody. */
    public InvoiceFilter ofEveryone() {
        return new InvoiceFilter(null, true, isFinalized, subscription, status, from, to);
    }

    /** The same of this person or organization only. */
    public InvoiceFilter by(SubjectId only) {
        return new InvoiceFilter(only, false, isFinalized, subscription, status, from, to);
    }

    /** The same without drafts. */
    public InvoiceFilter finalized() {
        return new InvoiceFilter(subject, everyones, true, subscription, status, from, to);
    }

    /** The same for this subscription only. */
    public InvoiceFilter on(@Nullable SubscriptionId only) {
        return new InvoiceFilter(subject, everyones, isFinalized, only, status, from, to);
    }

    /** The same in this status only. */
    public InvoiceFilter in(@Nullable InvoiceStatus only) {
        return new InvoiceFilter(subject, everyones, isFinalized, subscription, only, from, to);
    }

    /** The same of this time only. */
    public InvoiceFilter between(@Nullable Instant begin, @Nullable Instant end) {
        return new InvoiceFilter(subject, everyones, isFinalized, subscription, status, begin, end);
    }
}
