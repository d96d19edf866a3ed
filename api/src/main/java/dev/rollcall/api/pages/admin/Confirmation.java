package dev.rollcall.api.pages.admin;

import dev.rollcall.event.SessionId;
import dev.rollcall.event.UserId;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.util.UriUtils;

/**
 * Asks to confirm an action.
 *
 * @param key names the texts {@code page.confirm.<key>.*}
 * @param user the user concerned, the first argument of the texts
 * @param device the device concerned, the second argument of the texts; null if there is none
 * @param fields the fields that the form sends
 */
record Confirmation(
        String key, String user, @Nullable String device, String action, Map<String, String> fields, String back) {

    static String pathOf(UserId user) {
        return pathOf(user, null);
    }

    /** @param olderThan the last device of the page before, on the page that is meant; null for the first page */
    static String pathOf(UserId user, @Nullable SessionId olderThan) {
        String path = "/admin/page/user?user=" + UriUtils.encode(user.value(), StandardCharsets.UTF_8);
        return olderThan == null ? path : path + "&cursor=" + olderThan;
    }

    ModelAndView page() {
        return new ModelAndView("admin/confirm", "asked", this);
    }
}
