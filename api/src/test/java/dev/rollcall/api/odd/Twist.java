package dev.rollcall.api.odd;

import java.util.List;
import java.util.function.BiConsumer;

/** One way of making a request odd. */
record Twist(String name, BiConsumer<Wire, Chance> change) {

    /** All twists. Those of body members count three times, because they find the most errors. */
    static final List<Twist> ALL = List.of(
                    TargetTwists.ALL,
                    TargetTwists.ALL,
                    HeaderTwists.ALL,
                    HeaderTwists.ALL,
                    MemberTwists.ALL,
                    MemberTwists.ALL,
                    MemberTwists.ALL,
                    BodyTwists.ALL,
                    FramingTwists.ALL)
            .stream()
            .flatMap(List::stream)
            .toList();

    static Twist of(String name, BiConsumer<Wire, Chance> change) {
        return new Twist(name, change);
    }
}
