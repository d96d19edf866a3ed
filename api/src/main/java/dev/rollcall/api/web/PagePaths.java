package dev.rollcall.api.web;

import static org.springframework.security.web.servlet.util.matcher.PathPatternRequestMatcher.pathPattern;

import org.springframework.security.web.util.matcher.AndRequestMatcher;
import org.springframework.security.web.util.matcher.NegatedRequestMatcher;
import org.springframework.security.web.util.matcher.OrRequestMatcher;
import org.springframework.security.web.util.matcher.RequestMatcher;

/** The paths of the pages that people use in a browser. All other paths belong to the API. */
public final class PagePaths {

    public static final String HOME = "/sessions";

    /** A path of the API among those of the pages. */
    public static final String ENDINGS = "/sessions/endings";

    /** The page for a new password in place of a forgotten one. */
    public static final String RESET = "/login/reset";

    /** The page for somebody who forgot the password. */
    public static final String FORGOT = "/login/forgot";

    public static final RequestMatcher STATIC =
            new OrRequestMatcher(pathPattern("/pages/**"), pathPattern("/webjars/**"));

    public static final RequestMatcher LOGIN = new OrRequestMatcher(pathPattern("/"), pathPattern("/login/**"));

    public static final RequestMatcher AUDITORS =
            new OrRequestMatcher(pathPattern("/audit"), pathPattern("/audit/page/**"));

    public static final RequestMatcher ADMINISTRATORS =
            new OrRequestMatcher(pathPattern("/admin"), pathPattern("/admin/page/**"));

    private static final RequestMatcher SESSIONS =
            new AndRequestMatcher(pathPattern("/sessions/**"), new NegatedRequestMatcher(pathPattern(ENDINGS)));

    public static final RequestMatcher ALL = new OrRequestMatcher(STATIC, LOGIN, AUDITORS, ADMINISTRATORS, SESSIONS);

    private PagePaths() {}
}
