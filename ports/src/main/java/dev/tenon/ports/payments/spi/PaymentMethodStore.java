package dev.tenon.ports.payments.spi;

import dev.tenon.ports.kernel.PaymentMethodId;
import dev.tenon.ports.kernel.SubjectId;
import dev.tenon.ports.payments.PaymentMethod;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Stores ways of paying (table {@code payment_methods}). What is removed is found no more, and waits for its gateway to forget it. */
public interface PaymentMethodStore {

    /** A way of paying that is to be forgotten by its gateway. */
    record RemovedMethod(PaymentMethodId id, String gateway, String sealedReference) {}

    /** Locks whose they are until the commit; returns how many there are. */
    int count(SubjectId subject);

    /** Adds one; no other of its subject is the default if it is. */
    void insert(PaymentMethod method, String sealedReference);

    Optional<PaymentMethod> find(PaymentMethodId id);

    /** The sealed reference, of one that is removed too. */
    Optional<String> sealedReference(PaymentMethodId id);

    /** With what invoices are collected. */
    Optional<PaymentMethod> preferred(SubjectId subject);

    /** Newest first. */
    List<PaymentMethod> list(SubjectId subject);

    /** Makes one the default, and no other of the subject, which is locked. */
    void prefer(PaymentMethod method);

    /** Removes one; false if it is gone. */
    boolean remove(PaymentMethodId id, Instant now);

    /** Removes all of a person or an organization; returns how many. */
    int removeOf(SubjectId subject, Instant now);

    /** Removed ones whose gateway is to be asked now; puts the next time off until {@code leaseUntil}. */
    List<RemovedMethod> claimRemoved(Instant now, Instant leaseUntil, int limit);

    /** Deletes a removed one for good. */
    void delete(PaymentMethodId id);
}
