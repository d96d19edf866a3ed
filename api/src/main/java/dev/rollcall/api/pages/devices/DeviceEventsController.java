package dev.rollcall.api.pages.devices;

import dev.rollcall.api.sessions.access.Caller;
import dev.rollcall.api.sessions.stream.LiveStreams;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.springframework.http.MediaType;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;

/** Tells the devices page about started and ended sessions. The page has a cookie but no token for the API's stream. */
@Controller
class DeviceEventsController {

    private final LiveStreams streams;

    DeviceEventsController(LiveStreams streams) {
        this.streams = streams;
    }

    @GetMapping(path = "/sessions/events", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
    void events(@AuthenticationPrincipal Caller caller, HttpServletRequest request, HttpServletResponse response) {
        streams.open(caller, caller.userId(), request, response);
    }
}
