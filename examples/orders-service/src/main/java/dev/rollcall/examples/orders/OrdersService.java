package dev.rollcall.examples.orders;

import dev.rollcall.client.RollcallSession;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** Shows orders to whoever is signed in. */
@SpringBootApplication
@RestController
public class OrdersService {

    public static void main(String[] arguments) {
        SpringApplication.run(OrdersService.class, arguments);
    }

    @GetMapping("/orders")
    String orders(@AuthenticationPrincipal RollcallSession session) {
        return "Orders of " + session.userName() + "\n";
    }
}
