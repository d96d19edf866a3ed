package dev.rollcall.api.pages.admin;

import dev.rollcall.api.pages.web.FlashMessages;
import dev.rollcall.api.pages.web.FlashMessages.Notice;
import dev.rollcall.api.pages.web.RequiresRecentPassword;
import dev.rollcall.api.pages.web.SeeOther;
import dev.rollcall.api.sessions.access.Caller;
import dev.rollcall.api.tokens.keys.SigningKeys;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Map;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.servlet.ModelAndView;

/** Replaces the key that signs access tokens. */
@Controller
@RequestMapping("/admin/page/signing-key")
class KeyPageController {

    private final SigningKeys keys;
    private final FlashMessages notices;

    KeyPageController(SigningKeys keys, FlashMessages notices) {
        this.keys = keys;
        this.notices = notices;
    }

    @GetMapping
    ModelAndView confirm() {
        return new Confirmation("replace-key", "", null, "/admin/page/signing-key", Map.of(), "/admin").page();
    }

    @PostMapping
    @RequiresRecentPassword
    ModelAndView replace(
            @AuthenticationPrincipal Caller administrator, HttpServletRequest request, HttpServletResponse response) {
        String made = keys.rotate(administrator.userId()).kid();
        notices.add(request, response, new Notice("key-replaced", made));
        return SeeOther.at("/admin");
    }
}
