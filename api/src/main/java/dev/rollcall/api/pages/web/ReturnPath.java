package dev.rollcall.api.pages.web;

import dev.rollcall.api.web.PagePaths;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Where somebody came from, to be led back there: one of our own pages, whatever the address says. */
public final class ReturnPath {

    private static final Pattern PAGE =
            Pattern.compile("/(sessions|audit|admin)((/[A-Za-z0-9_-]+)*)(\\?[\\w.~%&=+:@-]*)?");

    /** It goes into a header, percent-encoded, and headers of answers are limited to 8 kB. */
    private static final int LONGEST = 1_000;

    private ReturnPath() {}

    /** @return the path as it was given, if it leads to a page and is not too long, else that of the devices */
    public static String of(@Nullable String given) {
        return given != null && given.length() <= LONGEST && PAGE.matcher(given).matches() ? given : PagePaths.HOME;
    }
}
