package dev.rollcall.api.adminpage;

import dev.rollcall.api.page.AsksPasswordAgain;
import dev.rollcall.api.page.Notices;
import dev.rollcall.api.page.Notices.Notice;
import dev.rollcall.api.page.SeeOther;
import dev.rollcall.api.security.Caller;
import dev.rollcall.api.security.SigningKeys;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Map;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.servlet.ModelAndView;

/** Replacing the key that signs access tokens. */
@Controller
@RequestMapping("/admin/page/signing-key")
class KeyPageController {

    private final SigningKeys keys;
    private final Notices notices;

    KeyPageController(SigningKeys keys, Notices notices) {
        this.keys = keys;
        this.notices = notices;
    }

    @GetMapping
    ModelAndView confirm() {
        return new Confirmation("replace-key", "", null, "/admin/page/signing-key", Map.of(), "/admin").page();
    }

    @PostMapping
    @AsksPasswordAgain
    ModelAndView replace(
            @AuthenticationPrincipal Caller administrator, HttpServletRequest request, HttpServletResponse response) {
        String made = keys.rotate(administrator.userId()).kid();
        notices.give(request, response, new Notice("key-replaced", made));
        return SeeOther.at("/admin");
    }
}
