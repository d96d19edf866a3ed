package dev.rollcall.api.pages.audit;

import dev.rollcall.api.web.problem.Problem;
import dev.rollcall.api.web.problem.ProblemCode;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatusCode;
import org.springframework.web.servlet.ModelAndView;

/** Reads form fields. An empty field counts as missing, and a time without a zone is in UTC. */
final class Fields {

    private static final Pattern TO_THE_MINUTE = Pattern.compile("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d");

    private static final Pattern TO_THE_SECOND = Pattern.compile(TO_THE_MINUTE + ":\\d\\d(\\.\\d{1,9})?");

    private Fields() {}

    static @Nullable String text(@Nullable String field) {
        return field == null || field.isBlank() ? null : field.strip();
    }

    /** @return a time in RFC 3339 format; other text is returned as it is, an empty field as null */
    static @Nullable String time(@Nullable String field) {
        String time = text(field);
        if (time == null) {
            return null;
        }
        if (TO_THE_MINUTE.matcher(time).matches()) {
            return time + ":00Z";
        }
        return TO_THE_SECOND.matcher(time).matches() ? time + "Z" : time;
    }

    /**
     * Shows on the page which field is wrong.
     *
     * @throws Problem if the problem is not about a field
     */
    static ModelAndView refuse(ModelAndView page, Problem problem) {
        Object field = Objects.requireNonNull(problem.getBody().getProperties()).get("field");
        if (problem.code() != ProblemCode.INVALID_REQUEST || field == null) {
            throw problem;
        }
        return refuse(page, field.toString(), problem.getStatusCode());
    }

    /** @param wrong names the text {@code page.audit.wrong.<wrong>} */
    static ModelAndView refuse(ModelAndView page, String wrong, HttpStatusCode status) {
        page.setStatus(status);
        return page.addObject("wrong", wrong);
    }
}
