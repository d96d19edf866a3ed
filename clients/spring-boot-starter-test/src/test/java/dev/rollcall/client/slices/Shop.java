package dev.rollcall.client.slices;

import dev.rollcall.client.RollcallSession;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/** The application under test. */
@SpringBootApplication
class Shop {

    @RestController
    static class Cart {

        @GetMapping("/cart")
        String cart(@AuthenticationPrincipal RollcallSession session) {
            return "cart of " + session.userName() + ", " + session.role();
        }

        @PostMapping("/cart")
        String add(@AuthenticationPrincipal RollcallSession session) {
            return "added for " + session.userId();
        }
    }
}
