package dev.rollcall.api.pages.web;

import dev.rollcall.api.web.PagePaths;
import dev.rollcall.api.web.problem.FailureLog;
import dev.rollcall.api.web.problem.ProblemCode;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpStatus;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.web.csrf.CsrfException;
import org.springframework.web.servlet.HandlerExceptionResolver;
import org.springframework.web.servlet.ModelAndView;

/** Answers failures on pages with an error page that says what to do next. */
class PageErrors implements HandlerExceptionResolver {

    private static final Logger log = LoggerFactory.getLogger(PageErrors.class);

    /** Leaves out problems that many requests may get at once, because they would flood the log. */
    private static final Set<ProblemCode> LOGGED =
            Set.of(ProblemCode.INTERNAL_ERROR, ProblemCode.SESSION_STATE_UNAVAILABLE);

    /** The problems with their own texts; the others share a text. */
    private static final Set<ProblemCode> WITH_OWN_TEXT = Set.of(
            ProblemCode.FORBIDDEN,
            ProblemCode.NOT_FOUND,
            ProblemCode.SESSION_NOT_FOUND,
            ProblemCode.CURRENT_SESSION_PROTECTED,
            ProblemCode.USER_NOT_FOUND,
            ProblemCode.ACCOUNT_DISABLED,
            ProblemCode.EMAIL_REQUIRED,
            ProblemCode.MAIL_NOT_CONFIGURED,
            ProblemCode.CURRENT_ACCOUNT_PROTECTED,
            ProblemCode.REBUILD_IN_PROGRESS,
            ProblemCode.SWEEP_IN_PROGRESS,
            ProblemCode.SIGNING_KEY_FROM_FILE,
            ProblemCode.INTERNAL_ERROR,
            ProblemCode.HISTORY_ARCHIVED,
            ProblemCode.HISTORY_LOST,
            ProblemCode.SESSION_STATE_UNAVAILABLE);

    private final RenderedPages pages;

    PageErrors(RenderedPages pages) {
        this.pages = pages;
    }

    @Override
    public @Nullable ModelAndView resolveException(
            HttpServletRequest request, HttpServletResponse response, @Nullable Object handler, Exception failure) {
        if (!PagePaths.ALL.matches(request)) {
            return null;
        }
        PageProblem refused = failure instanceof AccessDeniedException
                ? new PageProblem(ProblemCode.FORBIDDEN, ProblemCode.FORBIDDEN.status(), null)
                : PageProblem.of(failure);
        if (LOGGED.contains(refused.code())) {
            FailureLog.error(log, "Cannot show a page", failure);
        }
        refused.setRetryAfter(response);
        pages.render(
                "error",
                Map.of("textKey", failure instanceof CsrfException ? "FORM_TOO_OLD" : textKey(refused.code())),
                refused.status(),
                request,
                response);
        return new ModelAndView();
    }

    private static String textKey(ProblemCode code) {
        if (WITH_OWN_TEXT.contains(code)) {
            return code.name();
        }
        return code.status() == HttpStatus.NOT_FOUND ? ProblemCode.NOT_FOUND.name() : "OTHER";
    }
}
