package dev.rollcall.api.pages.devices;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.testing.Client;
import dev.rollcall.testing.Node;
import dev.rollcall.testing.TestDatabase;
import dev.rollcall.testing.Visitor;
import org.junit.jupiter.api.Test;

/** Cards that are kept rendered say what is true for whoever looks. */
class DeviceCardsIT {

    @Test
    void onlyWhoLooksFromTheSameAddressIsToldSo() {
        try (Node node = Node.start(TestDatabase.create(), "rollcall.trusted-proxies=127.0.0.1")) {
            Client home = node.client().with("X-Forwarded-For", "203.0.113.24");
            String phone = "#device-"
                    + home.on(Client.PHONE).signIn("june_doe", "test123").sessionId();
            Visitor atHome = new Visitor(home.on(Client.LAPTOP)).signIn("june_doe", "test123");
            Visitor atWork = new Visitor(node.client().on(Client.LAPTOP).with("X-Forwarded-For", "198.51.100.7"))
                    .signIn("june_doe", "test123");

            assertThat(atHome.get("/sessions").text(phone)).contains("the same address as this device");
            assertThat(atWork.get("/sessions").text(phone))
                    .contains("203.0.113.24")
                    .doesNotContain("same address");
            assertThat(atHome.get("/sessions").text(phone)).contains("the same address as this device");
        }
    }
}
