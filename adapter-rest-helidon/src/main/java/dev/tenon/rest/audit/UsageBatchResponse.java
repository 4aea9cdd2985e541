package dev.tenon.rest.audit;

import dev.tenon.ports.audit.RecordedBatch;
import dev.tenon.ports.audit.RecordedUsage;
import java.util.List;

/** What became of several entries, as clients see it. */
record UsageBatchResponse(int newCount, List<RecordedResponse> items) {

    /** What became of one. */
    record RecordedResponse(boolean isNew, UsageResponse usage) {

        static RecordedResponse from(RecordedUsage recorded) {
            return new RecordedResponse(recorded.isNew(), UsageResponse.from(recorded.usage()));
        }
    }

    static UsageBatchResponse from(RecordedBatch batch) {
        return new UsageBatchResponse(
                batch.newCount(),
                batch.items().stream().map(RecordedResponse::from).toList());
    }
}
