package dev.tenon.rest.organizations;

import dev.tenon.ports.kernel.EmailAddress;
import dev.tenon.ports.kernel.UserId;
import dev.tenon.ports.organizations.Member;
import dev.tenon.rest.http.Answer;
import dev.tenon.rest.json.Words;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A member as clients see it. */
record MemberResponse(
        UserId userId,
        @Nullable String userName,
        @Nullable EmailAddress email,
        String role,
        @Nullable Boolean notificationsEnabled,
        Instant joinedAt) {

    static MemberResponse from(Member member) {
        return new MemberResponse(
                member.userId(),
                member.userName(),
                member.email(),
                Words.of(member.role()),
                member.notificationsEnabled(),
                member.joinedAt());
    }

    /** The answer with a member, and its revision as entity tag. */
    static Answer answer(Member member) {
        return Answer.json(200, from(member)).withRevision(member.revision());
    }
}
