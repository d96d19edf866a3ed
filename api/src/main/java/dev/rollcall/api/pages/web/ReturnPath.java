package dev.rollcall.api.pages.web;

import dev.rollcall.api.web.PagePaths;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The page to return to after the login. It is always one of our own pages, whatever the request says. */
public final class ReturnPath {

    private static final Pattern PAGE =
            Pattern.compile("/(sessions|audit|admin)((/[A-Za-z0-9_-]+)*)(\\?[\\w.~%&=+:@-]*)?");

    /** The path is sent in a header, percent-encoded, and response headers are limited to 8 kB. */
    private static final int LONGEST = 1_000;

    private ReturnPath() {}

    /** @return the given path if it is one of our pages and not too long, otherwise the path of the devices page */
    public static String of(@Nullable String given) {
        return given != null && given.length() <= LONGEST && PAGE.matcher(given).matches() ? given : PagePaths.HOME;
    }
}
