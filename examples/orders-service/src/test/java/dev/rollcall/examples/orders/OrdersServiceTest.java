package dev.rollcall.examples.orders;

import static dev.rollcall.client.test.RollcallSessions.rollcallSession;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.content;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.jsonPath;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.webmvc.test.autoconfigure.WebMvcTest;
import org.springframework.test.web.servlet.MockMvc;

@WebMvcTest
class OrdersServiceTest {

    @Autowired
    private MockMvc mvc;

    @Test
    void showsTheUsersOrders() throws Exception {
        mvc.perform(get("/orders").with(rollcallSession("u-1").userName("june_doe")))
                .andExpect(content().string("Orders of june_doe\n"));
    }

    @Test
    void refusesAnEndedSession() throws Exception {
        mvc.perform(get("/orders").with(rollcallSession("u-1").endedBecause("LOGGED_OUT")))
                .andExpect(status().isUnauthorized())
                .andExpect(jsonPath("$.reason").value("LOGGED_OUT"));
    }
}
