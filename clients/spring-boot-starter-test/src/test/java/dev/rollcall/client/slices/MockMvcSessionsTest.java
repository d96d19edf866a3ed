package dev.rollcall.client.slices;

import static dev.rollcall.client.test.RollcallSessions.rollcallSession;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.content;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.header;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.jsonPath;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.webmvc.test.autoconfigure.WebMvcTest;
import org.springframework.test.web.servlet.MockMvc;

@WebMvcTest
class MockMvcSessionsTest {

    @Autowired
    private MockMvc mvc;

    @Test
    void aLiveSession() throws Exception {
        mvc.perform(get("/cart").with(rollcallSession("u-1").userName("June").role("ADMIN")))
                .andExpect(status().isOk())
                .andExpect(content().string("cart of June, ADMIN"));
    }

    @Test
    void aBearerTokenNeedsNoCsrfToken() throws Exception {
        mvc.perform(post("/cart").with(rollcallSession("june")))
                .andExpect(content().string("added for june"));
    }

    @Test
    void aSessionThatHasEnded() throws Exception {
        mvc.perform(get("/cart").with(rollcallSession("june").sessionId("s-1").endedBecause("EVICTED_BY_LIMIT")))
                .andExpect(status().isUnauthorized())
                .andExpect(header().string("WWW-Authenticate", "Bearer error=\"invalid_token\""))
                .andExpect(jsonPath("$.code").value("SESSION_ENDED"))
                .andExpect(jsonPath("$.reason").value("EVICTED_BY_LIMIT"))
                .andExpect(jsonPath("$.sessionId").value("s-1"));
    }

    @Test
    void aSessionOfWhichNothingIsKnown() throws Exception {
        mvc.perform(get("/cart").with(rollcallSession("june").unavailable()))
                .andExpect(status().isServiceUnavailable())
                .andExpect(header().string("Retry-After", "1"))
                .andExpect(jsonPath("$.code").value("SESSION_STATE_UNAVAILABLE"));
    }

    @Test
    void noSession() throws Exception {
        mvc.perform(get("/cart")).andExpect(status().isUnauthorized());
        mvc.perform(get("/cart").header("Authorization", "Bearer something"))
                .andExpect(jsonPath("$.code").value("INVALID_TOKEN"));
    }
}
