package dev.tenon.ports.payments;

/**
 * Payments of which nobody knows yet what becomes, and what failed lately. Each is {@value #MOST_COUNTED} at most.
 *
 * @param pending whose gateway is being asked
 * @param needsAction that somebody has to confirm
 * @param unknown whose gateway gave no answer and is asked again
 * @param stuck open ones whose gateway is not asked any more: staff has to {@linkplain Payments#settle settle} them
 * @param declinedSoftly declined within the last day, to be tried again
 * @param declinedHard declined within the last day for good
 * @param failed that the gateway did not do its work for within the last day
 */
public record PaymentBacklog(
        long pending, long needsAction, long unknown, long stuck, long declinedSoftly, long declinedHard, long failed) {

    /** Beyond so many nothing is counted. */
    public static final int MOST_COUNTED = 100_000;

    /** Nothing. */
    public static final PaymentBacklog EMPTY = new PaymentBacklog(0, 0, 0, 0, 0, 0, 0);
}
