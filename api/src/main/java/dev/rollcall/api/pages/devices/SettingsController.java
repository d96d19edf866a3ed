package dev.rollcall.api.pages.devices;

import dev.rollcall.api.pages.web.FlashMessages;
import dev.rollcall.api.pages.web.FlashMessages.Notice;
import dev.rollcall.api.pages.web.RequiresRecentPassword;
import dev.rollcall.api.pages.web.SeeOther;
import dev.rollcall.api.sessions.SettingsChanges;
import dev.rollcall.api.sessions.access.Caller;
import dev.rollcall.api.web.PagePaths;
import dev.rollcall.event.InvalidSetting;
import dev.rollcall.event.SecuritySettingsOverride;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.validation.Valid;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.validation.BindingResult;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.servlet.ModelAndView;

/** Lets users set on how many devices they may be signed in. */
@Controller
@RequestMapping("/sessions/settings")
class SettingsController {

    private static final String PAGE = "sessions/settings";

    private final SettingsChanges settings;
    private final FlashMessages notices;

    SettingsController(SettingsChanges settings, FlashMessages notices) {
        this.settings = settings;
        this.notices = notices;
    }

    @GetMapping
    ModelAndView form(@AuthenticationPrincipal Caller caller) {
        return page(caller, false).addObject("settings", SettingsForm.of(settings.inForce(caller.userId())));
    }

    @PostMapping
    @RequiresRecentPassword
    ModelAndView change(
            @AuthenticationPrincipal Caller caller,
            @Valid @ModelAttribute("settings") SettingsForm form,
            BindingResult wrong,
            HttpServletRequest request,
            HttpServletResponse response) {
        if (wrong.hasErrors()) {
            return again(caller);
        }
        SecuritySettingsOverride requested = form.appliedTo(settings.own(caller.userId()));
        try {
            settings.change(caller.userId(), requested, form.isForNow(), caller, true);
        } catch (InvalidSetting tooMany) {
            Object[] most = {most(caller)};
            wrong.rejectValue(form.isOfSome() ? "numberGiven" : "devices", "page.settings.beyond", most, null);
            return again(caller);
        }
        notices.add(request, response, new Notice("settings", ""));
        return SeeOther.at(PagePaths.HOME);
    }

    private ModelAndView again(Caller caller) {
        ModelAndView again = page(caller, true);
        again.setStatus(HttpStatus.BAD_REQUEST);
        return again;
    }

    private ModelAndView page(Caller caller, boolean isRefused) {
        return new ModelAndView(PAGE, "refused", isRefused)
                .addObject("choices", SettingsForm.choices(settings.most(caller.userId())));
    }

    private int most(Caller caller) {
        int most = settings.most(caller.userId());
        return most == 0 ? settings.hardCap() : most;
    }
}
