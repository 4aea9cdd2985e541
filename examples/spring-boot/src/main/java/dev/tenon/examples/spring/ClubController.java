package dev.tenon.examples.spring;

import dev.tenon.ports.kernel.Refusal;
import java.util.Map;
import java.util.UUID;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** The club over HTTP. */
@RestController
class ClubController {

    private final Club club;

    ClubController(Club club) {
        this.club = club;
    }

    /** Who wants to join. */
    record Application(String email, String password, int hives) {}

    @PostMapping("/members")
    @ResponseStatus(HttpStatus.CREATED)
    Map<String, UUID> join(@RequestBody Application application) {
        return Map.of("id", club.join(application.email(), application.password(), application.hives()));
    }

    @GetMapping("/hives")
    Map<String, Integer> hives() {
        return Map.of("hives", club.hives());
    }

    /** What Tenon refuses; by now everything is rolled back. */
    @ExceptionHandler
    ProblemDetail refused(Refusal refusal) {
        HttpStatus status = switch (refusal.code().kind()) {
            case MALFORMED -> HttpStatus.BAD_REQUEST;
            case UNAUTHENTICATED -> HttpStatus.UNAUTHORIZED;
            case FORBIDDEN -> HttpStatus.FORBIDDEN;
            case NOT_FOUND -> HttpStatus.NOT_FOUND;
            case TOO_MANY -> HttpStatus.TOO_MANY_REQUESTS;
            case UNAVAILABLE -> HttpStatus.SERVICE_UNAVAILABLE;
            default -> HttpStatus.UNPROCESSABLE_ENTITY;
        };
        ProblemDetail problem = ProblemDetail.forStatusAndDetail(status, refusal.getMessage());
        problem.setTitle(refusal.code().code());
        return problem;
    }

    @ExceptionHandler(DataIntegrityViolationException.class)
    ProblemDetail refused() {
        return ProblemDetail.forStatusAndDetail(HttpStatus.UNPROCESSABLE_ENTITY, "Keep a hive at least.");
    }
}
