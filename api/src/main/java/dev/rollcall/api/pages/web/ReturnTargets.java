package dev.rollcall.api.pages.web;

import dev.rollcall.api.gateway.ReturnUrls;
import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Where to go after the login: to one of our own pages, or to an application behind the same gateway. */
@Component
public class ReturnTargets {

    private final ReturnUrls urls;

    ReturnTargets(ReturnUrls urls) {
        this.urls = urls;
    }

    /**
     * @param given what the request says: a path, or the URL of an application
     * @param login the request of the login page
     * @return the given target if it is allowed, otherwise the path of the devices page
     */
    public String of(@Nullable String given, HttpServletRequest login) {
        return given != null && urls.isAllowed(given, login) ? given : ReturnPath.of(given);
    }
}
