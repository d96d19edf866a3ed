package dev.rollcall.client.slices;

import static org.awaitility.Awaitility.await;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.jsonPath;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import dev.rollcall.client.test.fake.EnableFakeRollcall;
import dev.rollcall.client.test.fake.FakeRollcall;
import dev.rollcall.client.test.fake.FakeSession;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.webmvc.test.autoconfigure.WebMvcTest;
import org.springframework.test.web.servlet.MockMvc;

@WebMvcTest
@EnableFakeRollcall
class FakeRollcallSliceTest {

    @Autowired
    private MockMvc mvc;

    @Autowired
    private FakeRollcall rollcall;

    @Test
    void aLogOutIsHeardOf() throws Exception {
        FakeSession june = rollcall.signIn("june");
        String bearer = "Bearer " + rollcall.token(june);
        mvc.perform(get("/cart").header("Authorization", bearer)).andExpect(status().isOk());

        rollcall.end(june, "LOGGED_OUT");

        await().untilAsserted(() -> mvc.perform(get("/cart").header("Authorization", bearer))
                .andExpect(jsonPath("$.reason").value("LOGGED_OUT")));
    }
}
